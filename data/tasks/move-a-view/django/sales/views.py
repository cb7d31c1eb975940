from django.shortcuts import render


def home(request):
    return render(request, "sales/home.html")


def sales(request):
    request.session["visits"] = request.session.get("visits", 0) + 1
    context = {
        "year": request.GET.get("year", "all years"),
        "visits": request.session["visits"],
    }
    return render(request, "sales/sales.html", context)
