from django.shortcuts import render


def index(request):
    return render(request, "pages/index.html", {"name": request.GET.get("name", "world")})
