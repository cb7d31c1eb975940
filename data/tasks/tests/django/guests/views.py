from django.shortcuts import redirect, render

from .forms import GuestForm
from .models import Guest


def guests(request):
    form = GuestForm(request.POST or None)
    if form.is_valid():
        form.save()
        return redirect("guests")
    return render(request, "guests/guests.html", {"form": form, "guests": Guest.objects.order_by("pk")})
