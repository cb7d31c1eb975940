from flask_login import UserMixin
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, validates
from werkzeug.security import check_password_hash, generate_password_hash


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)
NOBODY = generate_password_hash("")


class User(UserMixin, db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str]
    is_staff: Mapped[bool] = mapped_column(default=False)

    @validates("email")
    def lower(self, key, email):
        return email.lower()

    @classmethod
    def with_email(cls, email):
        return db.session.scalar(db.select(cls).filter_by(email=email.lower()))

    @classmethod
    def with_password(cls, email, password):
        user = cls.with_email(email)
        # An unknown address takes as long as a wrong password, so the time tells nothing.
        right = check_password_hash(user.password_hash if user else NOBODY, password)
        return user if user and right else None

    def set_password(self, password):
        self.password_hash = generate_password_hash(password)
