"""Checks evidence against released packages. It knows of citations and archives, and nothing of pages or rules."""

from .check import Result, UnknownClaim, check, record, stale
from .footprint import measure
from .probes import run as run_probes
from .releases import Releases, ReleaseUnavailable

__all__ = [
    "ReleaseUnavailable",
    "Releases",
    "Result",
    "UnknownClaim",
    "check",
    "measure",
    "record",
    "run_probes",
    "stale",
]
