from django.db import models


class Book(models.Model):
    KINDS = {"novel": "Novel", "poetry": "Poetry", "science": "Science"}

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=KINDS)
