"""Rules about what a number counts: above its claims it is a number of the same thing, and in the same unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from macros import numerals
from macros.model import MONTHS, Comparison
from macros.rules.coverage import Leaning, leanings, reasons, texts_of
from macros.rules.projects import frameworks_in
from macros.rules.registry import Violations, rule

_TIME = "second|minute|hour|day|week|month|year"
_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"\b({_MONTH}) (?:\d{{1,2}}, )?(\d{{4}})\b")
_DOTTED = re.compile(r"\d\.\d")
_VERSION = re.compile(r"(?<![\w.])\d+\.\d+(?![\w]|\.\d)")
_RATE = re.compile(rf"\b(?:per|an?|each|every) ({_TIME})\b", re.IGNORECASE)
_ORDINALS = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_ORDINAL = re.compile(rf"(?<![\w-])({'|'.join(_ORDINALS)})(?![\w-])", re.IGNORECASE)
_CARDINAL = dict(zip(_ORDINALS, numerals.WORDS[1:], strict=False))
_ORDINAL_OF = {cardinal: ordinal for ordinal, cardinal in _CARDINAL.items()}
_CODE = re.compile(r"`[^`]*`")
_CLAUSE = re.compile(r"[.;:,()](?:\s|$)|\b(?:and|or|then|while)\b")
_PART = re.compile(r"[.;:](?:\s|$)|, (?:and|but|then)\b")


@rule
def number_is_of_what_its_claims_count(comparison: Comparison) -> Violations:
    """A number in an answer, advice, the chooser or a verdict is of the same thing, and in the same unit, as in claims.

    "1,000 files" is not above a claim of 100 files, nor "30 minutes" above one of 30 seconds. A month keeps its year,
    "a third" is no "three", and a number that is said of a framework is in a claim about it.
    """
    for leaning in (*leanings(comparison), *reasons(comparison)):
        if comparison.claims.keys() >= set(leaning.claims) and leaning.claims:
            for wrong, said in dict(_wrong(comparison, leaning)).items():
                yield (
                    leaning.where,
                    f'`{leaning.field}` says "{wrong}", and its claims say {said}; correct it, or name the claim that '
                    "says so",
                )


def _wrong(comparison: Comparison, leaning: Leaning) -> Iterator[tuple[str, str]]:
    """What a text says, and what its claims say of it instead."""
    texts = [text for id in leaning.claims for text in texts_of(comparison.claims[id].claim)]
    texts += [leaning.context, leaning.listing]
    if said := numerals.quantities(leaning.text):  # few texts have any, and reading all claims of a row takes long
        counted = [quantity for text in texts for quantity in (*numerals.quantities(text), *_listed(text))]
        for quantity in said:
            if quantity.unit:
                yield from _of_another_unit(quantity, counted)
            elif "." not in quantity.number:
                yield from _of_another_number(quantity, counted)
    whole = " ".join(texts)
    yield from _dates(leaning.text, whole)
    yield from _rates(leaning.text, whole)
    yield from _versions(leaning.text, texts)
    yield from _ordinals(leaning.text, texts)
    yield from _of_a_framework(comparison, leaning)


def _of_another_unit(quantity: numerals.Quantity, counted: list[numerals.Quantity]) -> Iterator[tuple[str, str]]:
    in_units = [each for each in counted if each.unit]
    if in_units and not any(quantity.is_(each) for each in in_units):
        yield quantity.written, _quoted(each.written for each in in_units)


def _of_another_number(quantity: numerals.Quantity, counted: list[numerals.Quantity]) -> Iterator[tuple[str, str]]:
    alike = numerals.spellings(quantity.number)
    for thing in quantity.things:
        of_it = [each for each in counted if thing in each.things]
        if of_it and not any(alike & numerals.spellings(each.number) for each in of_it):
            yield quantity.written, _quoted(each.written for each in of_it)
            return


_LISTED = re.compile(r"(?<![\w-])([a-z]+s)(?: for|:| are) ((?:[^\s,]+(?: [^\s,]+){0,2}, )+[^\s,]+(?: [^\s,]+)? and )")


def _listed(text: str) -> Iterator[numerals.Quantity]:
    """What a text lists: "backends for PostgreSQL, MySQL and SQLite" are three backends."""
    for match in _LISTED.finditer(_CODE.sub("X", text)):
        number = str(match[2].count(", ") + 2)
        yield numerals.Quantity(number, (numerals.singular(match[1]),), f"{number} {match[1]}")


def _dates(text: str, whole: str) -> Iterator[tuple[str, str]]:
    said = list(_DATE.finditer(text))
    known = {match.groups(): match[0] for match in _DATE.finditer(whole)} if said else {}
    for match in said:
        if known and match.groups() not in known:
            yield match[0], _quoted(known.values())


def _versions(text: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    """A version and a date, or two versions, in one part of a text, which no claim has both."""
    for part in _CLAUSE.split(text) if _DOTTED.search(text) else ():
        said = {*_VERSION.findall(part), *_DATE.findall(part)}
        two = len(said) == len(("one", "another")) and _VERSION.search(part)
        if two and not any(said <= {*_VERSION.findall(each), *_DATE.findall(each)} for each in texts):
            yield part.strip(), "nothing of both together"


def _rates(text: str, whole: str) -> Iterator[tuple[str, str]]:
    said = [match for match in _RATE.finditer(text) if match[0].lower().startswith("per ")]
    known = {match[1].lower(): match[0] for match in _RATE.finditer(whole)} if said else {}
    for match in said:
        if known and match[1].lower() not in known:
            yield match[0], _quoted(known.values())


def _ordinals(text: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    """A "fourth" that no claim says, nor "four", nor lists; and a "three" where there is but "a third"."""
    said = list(_ORDINAL.finditer(text))
    numbers = [number for number in numerals.numbers(text) if number.lower() in _ORDINAL_OF]
    whole = " ".join(texts).lower() if said or numbers else ""
    for match in said:
        low = match[1].lower()
        listed = any(numerals.counted(_CARDINAL[low], each) for each in texts)
        if not (re.search(rf"\b{low}\b", whole) or numerals.says(_CARDINAL[low], whole) or listed):
            yield match[0], "no such number"
    for number in numbers:
        ordinal = _ORDINAL_OF[number.lower()]
        if ordinal not in whole or numerals.says(number, _ORDINAL.sub(" ", whole)):
            continue
        if not any(numerals.counted(number, each) for each in texts):
            yield number, f'"{ordinal}"'


def _of_a_framework(comparison: Comparison, leaning: Leaning) -> Iterator[tuple[str, str]]:
    """A number that a part of a text says after the only framework that it names."""
    names = frameworks_in(comparison)
    of = _claims_of(comparison, leaning) if names.search(leaning.text) else {}
    for part in _parts(leaning.text, names) if len(of) >= len(("one", "another")) else ():
        named = list(names.finditer(part))
        if len(named) != 1 or named[0][0] not in of:
            continue
        claims = [*of[named[0][0]], leaning.context, leaning.listing]
        for number in numerals.numbers(part[named[0].end() :]):
            said = numerals.says(number, " ".join(claims).lower(), series=True)
            if not said and not any(numerals.counted(number, each) for each in claims):
                yield f"{number}", f"no such thing of {named[0][0]}"


def _parts(text: str, names: re.Pattern[str]) -> Iterator[str]:
    for part in _PART.split(text):
        yield from re.split(rf" and (?={names.pattern})", part)


def _claims_of(comparison: Comparison, leaning: Leaning) -> dict[str, list[str]]:
    """What the claims under a text say, by the name of the framework whose they are."""
    of: dict[str, list[str]] = {}
    for id in leaning.claims:
        placed = comparison.claims[id]
        of.setdefault(placed.framework.name, []).extend(texts_of(placed.claim))
    return of


def _quoted(texts: Iterable[str]) -> str:
    return " and ".join(f'"{text}"' for text in dict.fromkeys(texts))
