import click
from flask import Flask, abort, redirect, render_template, session, url_for
from flask_login import LoginManager, current_user, login_required, login_user, logout_user
from flask_wtf import CSRFProtect
from sqlalchemy.orm import joinedload

from forms import LoginForm, NoteForm, SignUpForm
from models import Note, User, db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///site.db"
# The page to go back to is kept in the signed session, where no link can name another site.
app.config["USE_SESSION_FOR_NEXT"] = True
app.config.from_prefixed_env()

CSRFProtect(app)
db.init_app(app)
with app.app_context():
    db.create_all()

login_manager = LoginManager(app)
login_manager.login_view = "log_in"
login_manager.login_message = None


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(User, int(user_id))


@app.cli.command("create-staff")
@click.argument("username")
@click.password_option(envvar="STAFF_PASSWORD")
def create_staff(username, password):
    """Make an account that may see every note."""
    user = User(username=username, is_staff=True)
    user.set_password(password)
    db.session.add(user)
    db.session.commit()


@app.get("/")
def index():
    return render_template("index.html")


@app.route("/sign-up", methods=["GET", "POST"])
def sign_up():
    form = SignUpForm()
    if form.validate_on_submit():
        user = User(username=form.username.data)
        user.set_password(form.password1.data)
        db.session.add(user)
        db.session.commit()
        login_user(user)
        return redirect(url_for("index"))
    return render_template("form.html", title="Sign up", form=form)


@app.route("/log-in", methods=["GET", "POST"])
def log_in():
    form = LoginForm()
    if form.validate_on_submit():
        login_user(form.user)
        return redirect(session.pop("next", url_for("index")))
    return render_template("form.html", title="Log in", form=form)


@app.post("/log-out")
def log_out():
    logout_user()
    return redirect(url_for("index"))


@app.get("/account")
@login_required
def account():
    return render_template("account.html")


@app.get("/notes")
@login_required
def own_notes():
    notes = db.session.scalars(db.select(Note).filter_by(author_id=current_user.id))
    return render_template("notes.html", title="My notes", notes=notes)


@app.get("/notes/all")
@login_required
def all_notes():
    if not current_user.is_staff:
        abort(403)
    notes = db.session.scalars(db.select(Note).options(joinedload(Note.author)))
    return render_template("notes.html", title="All notes", notes=notes)


@app.route("/notes/new", methods=["GET", "POST"])
@login_required
def new_note():
    form = NoteForm()
    if form.validate_on_submit():
        db.session.add(Note(text=form.text.data, author_id=current_user.id))
        db.session.commit()
        return redirect(url_for("own_notes"))
    return render_template("form.html", title="New note", form=form)


@app.route("/notes/<int:note_id>", methods=["GET", "POST"])
@login_required
def edit_note(note_id):
    note = db.first_or_404(db.select(Note).filter_by(id=note_id, author_id=current_user.id))
    form = NoteForm(obj=note)
    if form.validate_on_submit():
        note.text = form.text.data
        db.session.commit()
        return redirect(url_for("own_notes"))
    return render_template("form.html", title="Edit note", form=form)
