from datetime import date

from django.shortcuts import render


def index(request):
    return render(request, "pages/index.html", {"day": date(2026, 2, 3)})


def item(request, number):
    return render(request, "pages/item.html", {"number": number, "next": number + 1})


def post(request, slug):
    return render(request, "pages/post.html", {"slug": slug})


def day(request, day):
    context = {"day": day, "number": day.timetuple().tm_yday}
    return render(request, "pages/day.html", context)
