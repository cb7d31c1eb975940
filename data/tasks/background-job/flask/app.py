from flask import Flask, redirect, render_template, url_for
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from huey import SqliteHuey
from sqlalchemy import Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length


class Base(DeclarativeBase):
    pass


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///site.db"
app.config.from_prefixed_env()
db = SQLAlchemy(app, model_class=Base)
huey = SqliteHuey("site", filename=f"{app.root_path}/queue.db")


class Job(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    words: Mapped[int | None]


class JobForm(FlaskForm):
    text = TextAreaField(validators=[InputRequired(), Length(max=10_000)])


@huey.task()
def count_words(job_id):
    with app.app_context():
        job = db.session.get(Job, job_id)
        job.words = len(job.text.split())
        db.session.commit()


@app.cli.command("init-db")
def init_db():
    """Make the tables."""
    db.create_all()


@app.route("/", methods=["GET", "POST"])
def start():
    form = JobForm()
    if form.validate_on_submit():
        job = Job(text=form.text.data)
        db.session.add(job)
        db.session.commit()
        count_words(job.id)
        return redirect(url_for("show", job_id=job.id))
    return render_template("start.html", form=form)


@app.get("/jobs/<int:job_id>")
def show(job_id):
    return render_template("job.html", job=db.get_or_404(Job, job_id))
