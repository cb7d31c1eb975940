from flask_login import UserMixin
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from werkzeug.security import check_password_hash, generate_password_hash


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)
NOBODY = generate_password_hash("")


class User(UserMixin, db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(150), unique=True)
    password_hash: Mapped[str]

    @classmethod
    def named(cls, username):
        return db.session.scalar(db.select(cls).filter_by(username=username))

    @classmethod
    def with_password(cls, username, password):
        user = cls.named(username)
        # An unknown name takes as long as a wrong password, so the time tells nothing.
        right = check_password_hash(user.password_hash if user else NOBODY, password)
        return user if user and right else None

    def set_password(self, password):
        self.password_hash = generate_password_hash(password)
