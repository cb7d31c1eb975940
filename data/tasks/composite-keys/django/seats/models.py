from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

LIMITS = [MinValueValidator(1), MaxValueValidator(99)]


class Seat(models.Model):
    pk = models.CompositePrimaryKey("row", "number")
    row = models.IntegerField(validators=LIMITS)
    number = models.IntegerField(validators=LIMITS)
    guest = models.CharField(max_length=100)
