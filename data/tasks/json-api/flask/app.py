from flask import Flask, json, request, url_for
from werkzeug.exceptions import HTTPException

from models import Book, db
from validation import problems

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///books.db"
app.config["MAX_CONTENT_LENGTH"] = 100_000
db.init_app(app)

with app.app_context():
    db.create_all()


@app.errorhandler(HTTPException)
def as_json(error):
    response = error.get_response()
    response.data = json.dumps({"error": error.description})
    response.content_type = "application/json"
    return response


@app.get("/books")
def list_books():
    books = db.session.scalars(db.select(Book).order_by(Book.id))
    return [book.as_dict() for book in books]


@app.post("/books")
def create_book():
    data = request.get_json()
    if fields := problems(data):
        return {"error": "The book is not valid.", "fields": fields}, 400
    book = Book(title=data["title"], pages=data["pages"])
    db.session.add(book)
    db.session.commit()
    return book.as_dict(), 201, {"Location": url_for("read_book", id=book.id)}


@app.get("/books/<int:id>")
def read_book(id):
    return db.get_or_404(Book, id).as_dict()


@app.delete("/books/<int:id>")
def delete_book(id):
    db.session.delete(db.get_or_404(Book, id))
    db.session.commit()
    return "", 204
