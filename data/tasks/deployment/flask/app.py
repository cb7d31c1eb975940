from flask import Flask, render_template
from flask_static_digest import FlaskStaticDigest
from flask_talisman import Talisman
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

app = Flask(__name__)
app.config.from_prefixed_env()
if not app.config["SECRET_KEY"] or not app.config["TRUSTED_HOSTS"]:
    raise ValueError("Set FLASK_SECRET_KEY and FLASK_TRUSTED_HOSTS.")

FlaskStaticDigest(app)
talisman = Talisman(app)

app.wsgi_app = WhiteNoise(
    app.wsgi_app,
    root=app.static_folder,
    prefix=app.static_url_path,
    immutable_file_test=r"-[0-9a-f]{32}\.",
)
# Only behind a proxy that sets this header itself: anyone else could say that HTTPS was used.
app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=1)


@app.get("/")
def index():
    return render_template("index.html")


@app.get("/health")
@talisman(force_https=False)
def health():
    return "ok", {"Content-Type": "text/plain"}
