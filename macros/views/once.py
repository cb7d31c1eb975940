"""A view that is made once for each Site, though a page and what is folded away beside it both show it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any


def once[**P, R](view: Callable[P, R]) -> Callable[P, R]:
    """Decorates a method that takes ids only: the second call with the same ids returns what the first did."""

    @wraps(view)
    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        site, *ids = args
        kept: dict[Any, R] = vars(site).setdefault(f"_{view.__name__}_once", {})
        key = (*ids, *kwargs.items())
        if key not in kept:
            kept[key] = view(*args, **kwargs)
        return kept[key]

    return made
