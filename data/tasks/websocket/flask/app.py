from flask import Flask, abort, render_template, request
from flask_sock import Sock

app = Flask(__name__)
app.config["SOCK_SERVER_OPTIONS"] = {"max_message_size": 10_000}
sock = Sock(app)


@app.get("/")
def index():
    return render_template("index.html")


@app.before_request
def refuse_other_sites():
    own = request.root_url.rstrip("/")
    if request.endpoint == "echo" and request.origin != own:
        abort(403)


@sock.route("/echo")
def echo(ws):
    while True:
        ws.send(ws.receive())
