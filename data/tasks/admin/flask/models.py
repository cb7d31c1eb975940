from flask_login import UserMixin
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from werkzeug.security import check_password_hash, generate_password_hash


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)
NOBODY = generate_password_hash("")


class User(UserMixin, db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(150), unique=True)
    password_hash: Mapped[str]
    is_staff: Mapped[bool] = mapped_column(default=False)

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


class Author(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    books: Mapped[list["Book"]] = relationship(back_populates="author")

    def __str__(self):
        return self.name


class Book(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    author_id: Mapped[int] = mapped_column(ForeignKey(Author.id))
    author: Mapped[Author] = relationship(back_populates="books")

    def __str__(self):
        return self.title
