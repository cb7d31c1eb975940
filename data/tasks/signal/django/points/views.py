from django.shortcuts import render


def index(request):
    return render(request, "points/index.html", {"points": request.session.get("points", 0)})
