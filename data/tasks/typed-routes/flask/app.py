from datetime import date

from flask import Flask, render_template

from converters import DateConverter, SlugConverter

app = Flask(__name__)
app.url_map.converters["slug"] = SlugConverter
app.url_map.converters["date"] = DateConverter


@app.get("/")
def index():
    return render_template("index.html", day=date(2026, 2, 3))


@app.get("/items/<int:number>/")
def item(number):
    return render_template("item.html", number=number, next=number + 1)


@app.get("/posts/<slug:slug>/")
def post(slug):
    return render_template("post.html", slug=slug)


@app.get("/days/<date:day>/")
def day(day):
    return render_template("day.html", day=day, number=day.timetuple().tm_yday)
