import click
from flask import Flask, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

WEEK = 7 * 24 * 60 * 60

app = Flask(__name__)
app.config.from_prefixed_env()
codes = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="invitation")


@app.cli.command("invite")
@click.argument("email")
@click.option("--role", type=click.Choice(["reader", "editor"]), default="reader", help="What the person may do.")
def invite(email, role):
    """Print the code with which EMAIL can join."""
    if not email.endswith("@example.org"):
        raise click.ClickException(f"{email} is not an address of example.org")
    click.echo(codes.dumps({"email": email, "role": role}))


@app.get("/join")
def join():
    try:
        return codes.loads(request.args.get("code", ""), max_age=WEEK)
    except BadSignature:
        return {"error": "this code is not valid"}, 400
