import re
from uuid import uuid4

from django.http import JsonResponse

HEADER = "X-Request-ID"


class RequestIdMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get(HEADER, "")
        valid = re.fullmatch("[A-Za-z0-9-]{1,64}", given)
        request.id = given if valid else str(uuid4())
        if request.path.startswith("/internal/") and not valid:
            response = JsonResponse({"error": f"{HEADER} is missing or not valid"}, status=400)
        else:
            response = self.get_response(request)
        response.headers[HEADER] = request.id
        return response
