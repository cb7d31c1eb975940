import hmac

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


def add_like(request):
    request.session["likes"] = request.session.get("likes", 0) + 1
    return request.session["likes"]


def index(request):
    return render(request, "likes/index.html", {"likes": request.session.get("likes", 0)})


@require_POST
def like(request):
    add_like(request)
    return redirect("index")


@require_POST
def like_json(request):
    return JsonResponse({"likes": add_like(request)})


@csrf_exempt
@require_POST
def webhook(request):
    key = settings.WEBHOOK_SECRET.encode()
    expected = hmac.new(key, request.body, "sha256").hexdigest()
    given = request.headers.get("X-Signature", "")
    if not hmac.compare_digest(given.encode(), expected.encode()):
        raise PermissionDenied
    return JsonResponse({"accepted": True})
