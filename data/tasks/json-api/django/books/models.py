from django.db import models


class Book(models.Model):
    title = models.CharField(max_length=100)
    pages = models.PositiveIntegerField()

    def as_dict(self):
        return {"id": self.id, "title": self.title, "pages": self.pages}
