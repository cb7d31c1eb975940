from django.shortcuts import render


def index(request):
    count = request.GET.get("messages", "0")
    return render(request, "pages/index.html", {"count": int(count) if count.isdecimal() else 0})
