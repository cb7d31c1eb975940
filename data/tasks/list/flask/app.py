from flask import Flask, render_template, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///books.db"
app.config.from_prefixed_env()
db = SQLAlchemy(app, model_class=Base)

KINDS = {"novel": "Novel", "poetry": "Poetry", "science": "Science"}


class Book(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))


@app.get("/")
def index():
    kind, q = request.args.get("kind"), request.args.get("q")
    books = db.select(Book).order_by(Book.title, Book.id)
    if kind:
        books = books.where(Book.kind == kind)
    if q:
        books = books.where(Book.title.icontains(q, autoescape=True))
    page = db.paginate(books, per_page=10)
    return render_template("list.html", page=page, kinds=KINDS, kind=kind, q=q)


@app.cli.command()
def fill():
    """Add 35 books."""
    db.create_all()
    kinds = list(KINDS)
    db.session.add_all(Book(title=f"Book {number:02}", kind=kinds[number % 3]) for number in range(1, 36))
    db.session.commit()
