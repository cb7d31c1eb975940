from django.db import models


class Job(models.Model):
    text = models.TextField(max_length=10_000)
    words = models.PositiveIntegerField(null=True, editable=False)
