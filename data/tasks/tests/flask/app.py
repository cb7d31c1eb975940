from flask import Flask, redirect, render_template, url_for
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from wtforms import StringField
from wtforms.validators import InputRequired, Length


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Guest(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30))


class GuestForm(FlaskForm):
    name = StringField(validators=[InputRequired(), Length(max=30)])


def create_app(test_config=None):
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///guests.db"
    app.config.from_prefixed_env()
    app.config.update(test_config or {})
    db.init_app(app)
    with app.app_context():
        db.create_all()

    @app.route("/", methods=["GET", "POST"])
    def guests():
        form = GuestForm()
        if form.validate_on_submit():
            db.session.add(Guest(name=form.name.data))
            db.session.commit()
            return redirect(url_for("guests"))
        found = db.session.scalars(select(Guest).order_by(Guest.id))
        return render_template("guests.html", form=form, guests=found)

    return app
