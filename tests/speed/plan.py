"""What a run measures, in which order, and how long that takes."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model import FEWEST_ROUNDS, Place, Speed

STARTS, IN_PROCESS = 1.1, 0.3
"""Seconds that it takes to start the servers of one comparison, and that a sample in process lasts."""


@dataclass(frozen=True)
class Plan:
    """How often everything is measured, and how many seconds a sample under a server lasts."""

    rounds: int = FEWEST_ROUNDS
    seconds: int = 2
    warm_up: float = 0.3

    def sample(self, speed: Speed, place: Place) -> float:
        """How long one sample lasts."""
        return self.seconds if speed.servers[place.server].command else IN_PROCESS

    def estimate(self, speed: Speed, place: Place, sides: tuple[str, ...]) -> float:
        """How many seconds the comparison takes."""
        warm_up = self.warm_up if speed.servers[place.server].command else IN_PROCESS / 3
        return self.rounds * (STARTS + len(sides) * (warm_up + self.sample(speed, place)))


QUICK = Plan(rounds=3, seconds=1, warm_up=0.2)


def order(sides: tuple[str, ...], number: int) -> tuple[str, ...]:
    """The sides in the order of one round: A B, B A, A B; of three, each is first, second and last as often."""
    shift = (number // 2) % len(sides) if len(sides) > 2 else 0
    turned = sides[shift:] + sides[:shift]
    return turned[::-1] if number % 2 else turned


def quick(speed: Speed) -> list[tuple[Place, tuple[str, ...]]]:
    """As much as fits into two minutes: the first scenario of each set-up under each server."""
    first: dict[str, tuple[Place, tuple[str, ...]]] = {}
    for place, sides in speed.places():
        first.setdefault(place.group, (place, sides))
    return list(first.values())
