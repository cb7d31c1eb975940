from flask import Flask, redirect, render_template, url_for
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from sqlalchemy import String
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from wtforms import IntegerField, StringField
from wtforms.validators import DataRequired, Length, NumberRange


class Base(DeclarativeBase):
    pass


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///seats.db"
app.config.from_prefixed_env()
db = SQLAlchemy(app, model_class=Base)


class Seat(db.Model):
    row: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    guest: Mapped[str] = mapped_column(String(100))


with app.app_context():
    db.create_all()


class GuestForm(FlaskForm):
    guest = StringField(validators=[DataRequired(), Length(max=100)])


class SeatForm(GuestForm):
    row = IntegerField(validators=[NumberRange(min=1, max=99)])
    number = IntegerField(validators=[NumberRange(min=1, max=99)])


@app.get("/")
def index():
    seats = db.session.scalars(db.select(Seat).order_by(Seat.row, Seat.number))
    return render_template("list.html", seats=seats)


@app.route("/add", methods=["GET", "POST"])
def add():
    form = SeatForm()
    if form.validate_on_submit():
        db.session.add(Seat(row=form.row.data, number=form.number.data, guest=form.guest.data))
        try:
            db.session.commit()
            return redirect(url_for("index"))
        except IntegrityError:
            db.session.rollback()
            form.form_errors.append("This seat is taken.")
    return render_template("form.html", form=form)


@app.route("/<int(max=99):row>/<int(max=99):number>", methods=["GET", "POST"])
def change(row, number):
    seat = db.get_or_404(Seat, (row, number))
    form = GuestForm(obj=seat)
    if form.validate_on_submit():
        form.populate_obj(seat)
        db.session.commit()
        return redirect(url_for("index"))
    return render_template("form.html", form=form)
