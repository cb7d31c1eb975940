from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save

from .signals import forget_list


class BooksConfig(AppConfig):
    name = "books"

    def ready(self):
        post_save.connect(forget_list, sender="books.Book")
        post_delete.connect(forget_list, sender="books.Book")
