"""Checks evidence against released packages. It knows of citations and archives, and nothing of pages or rules."""

from .absence import within
from .citations import Result, UnknownClaim, check
from .footprint import measure, remeasured
from .lapses import Lapse, Lapses, find_lapses
from .numbers import unsupported_numbers
from .pins import newest, repin
from .probes import probes_of_pairs
from .probes import run as run_probes
from .recording import Drift, Stale, record, stale
from .releases import Releases, ReleaseUnavailable
from .task_tests import run as run_task_tests

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
    "find_lapses",
    "measure",
    "newest",
    "probes_of_pairs",
    "record",
    "remeasured",
    "repin",
    "run_probes",
    "run_task_tests",
    "stale",
    "unsupported_numbers",
    "within",
]
