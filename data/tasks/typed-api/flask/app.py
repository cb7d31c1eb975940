from apiflask import APIFlask

from models import Book, db
from schemas import BookIn, BookOut

app = APIFlask(__name__, title="Books")
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///books.db"
app.config["MAX_CONTENT_LENGTH"] = 100_000
db.init_app(app)

with app.app_context():
    db.create_all()


@app.get("/books")
@app.output(list[BookOut])
def list_books():
    return db.session.scalars(db.select(Book).order_by(Book.id)).all()


@app.post("/books")
@app.input(BookIn, location="json")
@app.output(BookOut, status_code=201)
def create_book(json_data: BookIn):
    book = Book(**json_data.model_dump())
    db.session.add(book)
    db.session.commit()
    return book


@app.get("/books/<int:id>")
@app.output(BookOut)
def read_book(id: int):
    return db.get_or_404(Book, id)


@app.delete("/books/<int:id>")
@app.output({}, status_code=204)
def delete_book(id: int):
    db.session.delete(db.get_or_404(Book, id))
    db.session.commit()
    return ""
