import re
from uuid import uuid4

from flask import Flask, g, request

HEADER = "X-Request-ID"

app = Flask(__name__)


@app.before_request
def choose_request_id():
    given = request.headers.get(HEADER, "")
    valid = re.fullmatch("[A-Za-z0-9-]{1,64}", given)
    g.request_id = given if valid else str(uuid4())
    if request.path.startswith("/internal/") and not valid:
        return {"error": f"{HEADER} is missing or not valid"}, 400


@app.after_request
def add_request_id(response):
    response.headers[HEADER] = g.request_id
    return response


@app.get("/")
def index():
    return {"id": g.request_id}


@app.get("/internal/status")
def status():
    return {"id": g.request_id}


@app.get("/broken")
def broken():
    raise RuntimeError("this view is broken")
