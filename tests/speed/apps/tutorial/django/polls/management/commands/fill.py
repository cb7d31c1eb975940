from django.core.management import BaseCommand
from django.db import transaction

from polls.models import Author, Book


class Command(BaseCommand):
    help = "Fill the tables with 20 authors and 1,000 books."

    @transaction.atomic
    def handle(self, *args, **options):
        authors = [Author.objects.create(name=f"Author {number}") for number in range(1, 21)]
        Book.objects.bulk_create(
            Book(title=f"Book {number}", year=1900 + number % 100, author=authors[(number - 1) % 20])
            for number in range(1, 1001)
        )
