from flask import Flask, redirect, render_template, session, url_for
from flask_login import LoginManager, login_required, login_user, logout_user
from flask_wtf import CSRFProtect

from forms import ForgotForm, LoginForm, NewPasswordForm, SignUpForm
from models import User, db
from reset import mail, send_link, user_of_link

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///site.db"
# The page to go back to is kept in the signed session, where no link can name another site.
app.config["USE_SESSION_FOR_NEXT"] = True
app.config["MAIL_DEFAULT_SENDER"] = "site@example.org"
# A link in a mail begins with the host that the request named.
app.config["TRUSTED_HOSTS"] = ["localhost", "127.0.0.1"]
app.config.from_prefixed_env()

CSRFProtect(app)
mail.init_app(app)
db.init_app(app)
with app.app_context():
    db.create_all()

login_manager = LoginManager(app)
login_manager.login_view = "log_in"
login_manager.login_message = None


@login_manager.user_loader
def load_user(login_id):
    return db.session.scalar(db.select(User).filter_by(login_id=login_id))


@app.get("/")
def index():
    return render_template("index.html")


@app.route("/sign-up", methods=["GET", "POST"])
def sign_up():
    form = SignUpForm()
    if form.validate_on_submit():
        user = User(username=form.username.data, email=form.email.data)
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


@app.route("/forgot", methods=["GET", "POST"])
def forgot():
    form = ForgotForm()
    if form.validate_on_submit():
        for user in User.with_email(form.email.data):
            send_link(user)
        return redirect(url_for("forgot_sent"))
    return render_template("form.html", title="Forgot your password?", form=form)


@app.get("/forgot/sent")
def forgot_sent():
    return render_template("sent.html")


@app.route("/reset/<int:user_id>/<token>", methods=["GET", "POST"])
def reset(user_id, token):
    user = user_of_link(user_id, token)
    if not user:
        return render_template("expired.html"), 404
    form = NewPasswordForm()
    if form.validate_on_submit():
        user.set_password(form.new_password1.data)
        db.session.commit()
        return redirect(url_for("log_in"))
    return render_template("form.html", title="New password", form=form)
