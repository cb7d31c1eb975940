from flask import Flask

from . import orders, points


def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env()
    app.register_blueprint(orders.bp)
    app.register_blueprint(points.bp)
    orders.order_placed.connect(points.add_points, app)
    return app
