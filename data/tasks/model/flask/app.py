from flask import Flask, redirect, render_template, url_for
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from wtforms import StringField
from wtforms.validators import DataRequired, Length


class Base(DeclarativeBase):
    pass


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///books.db"
app.config.from_prefixed_env()
db = SQLAlchemy(app, model_class=Base)
migrate = Migrate(app, db)


class Book(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    author: Mapped[str] = mapped_column(String(100))


class BookForm(FlaskForm):
    title = StringField(validators=[DataRequired(), Length(max=200)])
    author = StringField(validators=[DataRequired(), Length(max=100)])


@app.get("/")
def index():
    books = db.session.scalars(db.select(Book).order_by(Book.title))
    return render_template("list.html", books=books)


@app.route("/add", methods=["GET", "POST"])
def add():
    form = BookForm()
    if form.validate_on_submit():
        db.session.add(Book(title=form.title.data, author=form.author.data))
        db.session.commit()
        return redirect(url_for("index"))
    return render_template("add.html", form=form)
