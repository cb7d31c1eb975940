"""Checks evidence against released packages. It knows of citations and archives, and nothing of pages or rules."""

from .check import Drift, Result, Stale, UnknownClaim, check, record, stale
from .footprint import measure
from .lapses import Lapse, Lapses, lapses
from .pins import newest, repin
from .probes import run as run_probes
from .releases import Releases, ReleaseUnavailable

__all__ = [
    "Drift",
    "Lapse",
    "Lapses",
    "ReleaseUnavailable",
    "Releases",
    "Result",
    "Stale",
    "UnknownClaim",
    "check",
    "lapses",
    "measure",
    "newest",
    "record",
    "repin",
    "run_probes",
    "stale",
]
