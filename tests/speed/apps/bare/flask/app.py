from flask import Flask, Response, render_template, request

app = Flask(__name__)

ROWS = [
    {"number": number, "title": f"Book {number} & its story", "author": f"Author {number % 20}", "price": number + 0.5}
    for number in range(1, 101)
]


@app.get("/plain")
def plain():
    return Response("Hello, World!", mimetype="text/plain")


@app.get("/json")
def json():
    return {"message": "Hello, World!"}


@app.get("/rows")
def rows():
    return render_template("rows.html", rows=ROWS)


@app.post("/upload")
def upload():
    file = request.files["file"]
    return {"name": file.filename, "bytes": len(file.read())}
