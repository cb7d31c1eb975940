from flask import Flask, redirect, render_template, session, url_for
from flask_login import LoginManager, login_required, login_user, logout_user
from flask_wtf import CSRFProtect

from forms import LoginForm, SignUpForm
from models import User, db

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
