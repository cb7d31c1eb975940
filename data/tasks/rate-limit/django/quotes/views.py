from django.http import JsonResponse
from rest_framework.decorators import api_view, throttle_classes
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle


class FiveAMinute(AnonRateThrottle):
    rate = "5/minute"


@api_view(["GET"])
@throttle_classes([FiveAMinute])
def quote(request):
    return Response({"quote": "Simple is better than complex."})


def health(request):
    return JsonResponse({"status": "ok"})
