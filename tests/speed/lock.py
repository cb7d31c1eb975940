"""The lock of what is measured: what data/speed.yml names, with the releases of the frameworks that the site checks."""

from __future__ import annotations

from macros.load import load
from macros.model import Comparison, ordered
from tests.tasks.environments import ROOT, compiled

from .applications import LOCK


def wanted(comparison: Comparison) -> list[str]:
    """What the applications and the servers need; a framework in the newest release that the site checks."""
    speed = comparison.speed
    assert speed
    named = {name for setup in speed.setups.values() for side in setup.sides.values() for name in side.packages}
    named |= {name for server in speed.servers.values() for name in server.packages}
    pins = {id: _newest(comparison, id) for id in comparison.frameworks}
    return sorted(f"{name}=={pins[name]}" if name in pins else name for name in named)


def _newest(comparison: Comparison, framework: str) -> str:
    releases = comparison.sources[comparison.frameworks[framework].source].releases
    return max((release.version for release in releases), key=ordered)


if __name__ == "__main__":
    compiled(wanted(load(ROOT)), LOCK)
