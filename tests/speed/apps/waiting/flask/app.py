import os
from urllib.request import urlopen

from a2wsgi import WSGIMiddleware
from flask import Flask, Response

app = Flask(__name__)
asgi = WSGIMiddleware(app, workers=16)


@app.get("/plain")
def plain():
    return Response("Hello, World!", mimetype="text/plain")


@app.get("/slow")
def slow():
    with urlopen(os.environ["UPSTREAM"]) as answer:
        return Response(answer.read(), mimetype="text/plain")
