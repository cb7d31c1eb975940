from flask import Flask, redirect, render_template, url_for
from flask_wtf import FlaskForm
from wtforms import EmailField, IntegerField, StringField
from wtforms.validators import Email, InputRequired, Length, NumberRange

app = Flask(__name__)
app.config.from_prefixed_env()


class SignupForm(FlaskForm):
    name = StringField(validators=[InputRequired(), Length(max=30)])
    email = EmailField(validators=[InputRequired(), Email()])
    guests = IntegerField(validators=[InputRequired(), NumberRange(min=0, max=5)])


@app.route("/", methods=["GET", "POST"])
def signup():
    form = SignupForm()
    if form.validate_on_submit():
        return redirect(url_for("thanks"))
    return render_template("form.html", form=form)


@app.get("/thanks")
def thanks():
    return render_template("thanks.html")
