from django.core import signing
from django.http import JsonResponse

WEEK = 7 * 24 * 60 * 60


def join(request):
    code = request.GET.get("code", "")
    try:
        return JsonResponse(signing.loads(code, salt="invitation", max_age=WEEK))
    except signing.BadSignature:
        return JsonResponse({"error": "this code is not valid"}, status=400)
