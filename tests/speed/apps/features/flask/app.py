import os

from flask import Flask, Response, redirect, render_template, request, session, url_for
from flask_login import LoginManager, current_user, login_required, login_user
from flask_wtf import CSRFProtect
from sqlalchemy.orm import joinedload
from whitenoise import WhiteNoise

from forms import LoginForm, SignupForm
from models import Author, Book, Note, User, db

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["SECRET_KEY"],
    SESSION_COOKIE_SAMESITE="Lax",
    SQLALCHEMY_DATABASE_URI=os.environ["DATABASE_URL"],
    TRUSTED_HOSTS=["127.0.0.1", "localhost"],
)
app.wsgi_app = WhiteNoise(app.wsgi_app, root=app.static_folder, prefix="static/")

db.init_app(app)
csrf = CSRFProtect(app)
login_manager = LoginManager(app)
login_manager.login_view = "log_in"

ROWS = [
    {"number": number, "title": f"Book {number} & its story", "author": f"Author {number % 20}", "price": number + 0.5}
    for number in range(1, 101)
]


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(User, int(user_id))


@app.after_request
def add_security_headers(response):
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response


@app.get("/plain")
def plain():
    return Response("Hello, World!", mimetype="text/plain")


@app.get("/json")
def json():
    return {"message": "Hello, World!"}


@app.get("/rows")
def rows():
    return render_template("rows.html", rows=ROWS)


@app.get("/row/<int:book_id>")
def row(book_id):
    book = db.get_or_404(Book, book_id)
    return {"id": book.id, "title": book.title, "year": book.year, "author_id": book.author_id}


def listed(books):
    return {"books": [{"title": book.title, "author": book.author.name} for book in db.session.scalars(books)]}


@app.get("/books-n-queries")
def books_n_queries():
    return listed(db.select(Book).order_by(Book.id).limit(20))


@app.get("/books-one-query")
def books_one_query():
    return listed(db.select(Book).options(joinedload(Book.author)).order_by(Book.id).limit(20))


@app.post("/insert")
@csrf.exempt
def insert():
    note = Note(text=request.form.get("text", "")[:200])
    db.session.add(note)
    db.session.commit()
    return {"inserted": True}, 201


@app.get("/session")
def visits():
    session["visits"] = session.get("visits", 0) + 1
    return {"visits": session["visits"]}


@app.route("/form", methods=["GET", "POST"])
def signup():
    form = SignupForm()
    if form.validate_on_submit():
        return Response(f"{form.name.data} brings {form.guests.data} guests.", mimetype="text/plain")
    return render_template("form.html", title="Sign up", form=form)


@app.route("/log-in", methods=["GET", "POST"])
def log_in():
    form = LoginForm()
    if form.validate_on_submit():
        login_user(form.user)
        return redirect(url_for("account"))
    return render_template("form.html", title="Log in", form=form)


@app.get("/account")
@login_required
def account():
    return Response(f"Logged in as {current_user.username}.", mimetype="text/plain")


@app.post("/upload")
@csrf.exempt
def upload():
    file = request.files["file"]
    return {"name": file.filename, "bytes": len(file.read())}


@app.cli.command()
def fill():
    """Make the tables, and fill them with 20 authors, 1,000 books and one user."""
    db.create_all()
    authors = [Author(name=f"Author {number}") for number in range(1, 21)]
    user = User(username="reader")
    user.set_password("of a reader")
    db.session.add_all([user, *authors])
    db.session.flush()
    for number in range(1, 1001):
        year = 1900 + number % 100
        db.session.add(Book(title=f"Book {number}", year=year, author=authors[(number - 1) % 20]))
    db.session.commit()
