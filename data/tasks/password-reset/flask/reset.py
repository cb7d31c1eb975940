from flask import current_app, render_template
from flask_mail import Mail, Message
from itsdangerous import BadData, URLSafeTimedSerializer

from models import User, db

HOUR = 3600

mail = Mail()


def send_link(user):
    token = signer(user).dumps(user.id)
    body = render_template("reset_mail.txt", user=user, token=token)
    mail.send(Message("A new password", recipients=[user.email], body=body))


def user_of_link(user_id, token):
    user = db.session.get(User, user_id)
    try:
        return user if user and signer(user).loads(token, max_age=HOUR) == user.id else None
    except BadData:
        return None


def signer(user):
    return URLSafeTimedSerializer(current_app.secret_key, salt=f"password-reset {user.login_id}")
