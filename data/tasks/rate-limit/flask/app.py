from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", strategy="moving-window", headers_enabled=True)


@app.errorhandler(429)
def too_many(error):
    return {"detail": "Too many requests."}, 429


@app.get("/quote")
@limiter.limit("5 per minute")
def quote():
    return {"quote": "Simple is better than complex."}


@app.get("/health")
def health():
    return {"status": "ok"}
