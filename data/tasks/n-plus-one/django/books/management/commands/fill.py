from django.core.management.base import BaseCommand
from django.db import transaction

from books.models import Author


class Command(BaseCommand):
    help = "Add ten books, each with an author and two reviews."

    @transaction.atomic
    def handle(self, **options):
        for number in range(1, 11):
            author = Author.objects.create(name=f"Author {number}")
            book = author.book_set.create(title=f"Book {number}")
            book.reviews.create(text="A good read")
            book.reviews.create(text="Too long")
