from django.shortcuts import redirect, render

from .forms import SignupForm


def signup(request):
    form = SignupForm(request.POST or None)
    if form.is_valid():
        return redirect("thanks")
    return render(request, "signup/form.html", {"form": form})


def thanks(request):
    return render(request, "signup/thanks.html")
