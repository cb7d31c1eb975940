from django.core.management.base import BaseCommand

from books.models import Book


class Command(BaseCommand):
    help = "Add 35 books."

    def handle(self, **options):
        kinds = list(Book.KINDS)
        Book.objects.bulk_create(Book(title=f"Book {number:02}", kind=kinds[number % 3]) for number in range(1, 36))
