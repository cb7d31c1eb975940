from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import UserCreationForm
from django.shortcuts import redirect, render


def index(request):
    return render(request, "accounts/index.html")


def sign_up(request):
    form = UserCreationForm(request.POST or None)
    if form.is_valid():
        login(request, form.save())
        return redirect("index")
    return render(request, "accounts/form.html", {"title": "Sign up", "form": form})


@login_required
def account(request):
    return render(request, "accounts/account.html")
