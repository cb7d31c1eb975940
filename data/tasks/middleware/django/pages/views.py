from django.http import JsonResponse


def index(request):
    return JsonResponse({"id": request.id})


def status(request):
    return JsonResponse({"id": request.id})


def broken(request):
    raise RuntimeError("this view is broken")
