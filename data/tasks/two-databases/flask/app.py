from datetime import datetime

from flask import Flask, redirect, render_template, url_for
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from sqlalchemy import String, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from wtforms import StringField
from wtforms.validators import DataRequired, Length


class Base(DeclarativeBase):
    pass


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///books.db"
app.config["SQLALCHEMY_BINDS"] = {"visits": "sqlite:///visits.db"}
app.config.from_prefixed_env()
db = SQLAlchemy(app, model_class=Base)


class Book(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))


class Visit(db.Model):
    __bind_key__ = "visits"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(server_default=func.now())


with app.app_context():
    db.create_all()


class BookForm(FlaskForm):
    title = StringField(validators=[DataRequired(), Length(max=200)])


@app.get("/")
def index():
    visits = db.session.scalar(db.select(func.count(Visit.id)))
    db.session.add(Visit())
    db.session.commit()
    books = db.session.scalars(db.select(Book).order_by(Book.title))
    return render_template("list.html", books=books, visits=visits)


@app.route("/add", methods=["GET", "POST"])
def add():
    form = BookForm()
    if form.validate_on_submit():
        db.session.add(Book(title=form.title.data))
        db.session.commit()
        return redirect(url_for("index"))
    return render_template("add.html", form=form)
