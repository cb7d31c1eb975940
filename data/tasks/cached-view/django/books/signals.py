from django.core.cache import cache
from django.db import transaction


def forget_list(**kwargs):
    transaction.on_commit(cache.clear)
