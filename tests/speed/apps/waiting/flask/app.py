import os

import httpx
from asgiref.wsgi import WsgiToAsgi
from flask import Flask, Response

app = Flask(__name__)
asgi = WsgiToAsgi(app)
client = httpx.Client(limits=httpx.Limits(max_connections=None))


@app.get("/plain")
def plain():
    return Response("Hello, World!", mimetype="text/plain")


@app.get("/slow")
def slow():
    answer = client.get(os.environ["UPSTREAM"]).raise_for_status()
    return Response(answer.text, mimetype="text/plain")
