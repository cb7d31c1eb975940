import os
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, redirect, render_template, url_for
from flask_caching import Cache
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from sqlalchemy import String, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from wtforms import StringField
from wtforms.validators import DataRequired, Length


class Base(DeclarativeBase):
    pass


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///books.db"
app.config["CACHE_TYPE"] = "FileSystemCache"
app.config["CACHE_DIR"] = Path(app.instance_path) / "cache"
app.config["CACHE_DEFAULT_TIMEOUT"] = int(os.environ.get("CACHE_SECONDS", 60))
app.config.from_prefixed_env()
db = SQLAlchemy(app, model_class=Base)
cache = Cache(app)


class Book(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))


with app.app_context():
    db.create_all()


class BookForm(FlaskForm):
    title = StringField(validators=[DataRequired(), Length(max=200)])


@app.get("/")
@cache.cached()
def index():
    books = db.session.scalars(db.select(Book).order_by(Book.title))
    return render_template("list.html", books=books, made=datetime.now(UTC))


@event.listens_for(db.session, "after_commit")
def forget_list(session):
    cache.delete_cached(index, "/")


@app.route("/add", methods=["GET", "POST"])
def add():
    form = BookForm()
    if form.validate_on_submit():
        db.session.add(Book(title=form.title.data))
        db.session.commit()
        return redirect(url_for("index"))
    return render_template("change.html", form=form, title="Add a book")


@app.route("/<int:id>/delete", methods=["GET", "POST"])
def delete(id):
    book = db.get_or_404(Book, id)
    form = FlaskForm()
    if form.validate_on_submit():
        db.session.delete(book)
        db.session.commit()
        return redirect(url_for("index"))
    return render_template("change.html", form=form, title=f"Delete {book.title}")
