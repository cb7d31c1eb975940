from blinker import Namespace
from flask import Blueprint, current_app, redirect, render_template, url_for
from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

bp = Blueprint("orders", __name__, url_prefix="/orders")
order_placed = Namespace().signal("order-placed")


class OrderForm(FlaskForm):
    quantity = IntegerField(validators=[InputRequired(), NumberRange(min=1, max=9)])


@bp.route("/", methods=["GET", "POST"])
def order():
    form = OrderForm()
    if form.validate_on_submit():
        order_placed.send(current_app._get_current_object(), quantity=form.quantity.data)
        return redirect(url_for(".order"))
    return render_template("orders/order.html", form=form)
