from django.shortcuts import redirect, render

from .forms import OrderForm
from .signals import order_placed


def order(request):
    form = OrderForm(request.POST or None)
    if form.is_valid():
        order_placed.send(sender=order, request=request, quantity=form.cleaned_data["quantity"])
        return redirect("order")
    return render(request, "orders/order.html", {"form": form})
