from django.core.management import BaseCommand

from books.db import Session, engine
from books.models import Author, Base, Book


class Command(BaseCommand):
    help = "Make the tables, and fill them with 20 authors and 1,000 books."

    def handle(self, *args, **options):
        Base.metadata.create_all(engine)
        authors = [Author(name=f"Author {number}") for number in range(1, 21)]
        with Session.begin() as session:
            session.add_all(authors)
            session.flush()
            for number in range(1, 1001):
                year = 1900 + number % 100
                session.add(Book(title=f"Book {number}", year=year, author=authors[(number - 1) % 20]))
