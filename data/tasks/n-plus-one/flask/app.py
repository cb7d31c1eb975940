from flask import Flask, render_template
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.record_queries import get_recorded_queries
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship, selectinload


class Base(DeclarativeBase):
    pass


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///books.db"
app.config["SQLALCHEMY_RECORD_QUERIES"] = True
app.config.from_prefixed_env()
db = SQLAlchemy(app, model_class=Base)


class Author(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))


class Review(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(200))
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), index=True)


class Book(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"), index=True)
    author: Mapped[Author] = relationship()
    reviews: Mapped[list[Review]] = relationship(order_by=Review.id)


@app.after_request
def tell_queries(response):
    response.headers["X-Queries"] = str(len(get_recorded_queries()))
    return response


@app.get("/one-by-one")
def one_by_one():
    books = db.select(Book).order_by(Book.id)
    return render_template("books.html", books=db.session.scalars(books))


@app.get("/together")
def together():
    books = db.select(Book).order_by(Book.id).options(joinedload(Book.author), selectinload(Book.reviews))
    return render_template("books.html", books=db.session.scalars(books))


@app.cli.command()
def fill():
    """Add ten books, each with an author and two reviews."""
    db.create_all()
    for number in range(1, 11):
        reviews = [Review(text="A good read"), Review(text="Too long")]
        db.session.add(Book(title=f"Book {number}", author=Author(name=f"Author {number}"), reviews=reviews))
    db.session.commit()
