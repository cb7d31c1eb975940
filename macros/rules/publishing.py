"""Rules about where a package is published: its repository, its documentation, the tags and hashes of its releases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.model import Comparison, Docs, Release, Source, SourceKind, Where, ordered
from macros.rules.registry import Violations, rule

PLACEHOLDERS = ("page", "series", "version", "tag")
"""Those that macros/views/released.py fills in."""
_COMMON = {"flask", "django", "python"}
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def _packages(comparison: Comparison) -> Iterator[Source]:
    return (source for source in comparison.sources.values() if source.kind is SourceKind.PACKAGE)


def _cited(comparison: Comparison) -> Iterator[Docs]:
    """Every citation of documentation, by claims and by the glossary."""
    yield from (item for _, item in comparison.cited(Docs))
    yield from (term.docs for term in comparison.glossary.values() if term.docs)


@rule
def docs_pattern_fits_its_pages(comparison: Comparison) -> Violations:
    """`docs.files` and `docs.url` say once where a page's name goes, and hold no other placeholder than is filled in.

    Without `{page}`, `url` is one page, which `page` names and all citations are of.
    """
    for source in comparison.sources.values():
        if source.docs:
            yield from ((source.docs.at_key("files"), text) for text in _of_files(source.docs.files))
            yield from ((source.docs.at_key("url"), text) for text in _of_url(source, source.docs.url))
    for item in _cited(comparison):
        cited = comparison.sources.get(item.docs)
        if cited and cited.docs and cited.docs.page and cited.docs.page != item.page:
            yield item.at_key("at"), f"cites `{item.page}`, but `{cited.id}` publishes `{cited.docs.page}` alone"


def _of_files(files: str) -> Iterator[str]:
    if _PLACEHOLDER.findall(files) != ["page"] or files.count("{") != 1 or files.count("}") != 1:
        yield "`files` must have `{page}` once and no other placeholder: docs/{page}.rst"


def _of_url(source: Source, url: str) -> Iterator[str]:
    names = _PLACEHOLDER.findall(url)
    page = source.docs.page if source.docs else None
    if set(names) - set(PLACEHOLDERS) or url.count("{") != len(names) or url.count("}") != len(names):
        yield f"`url` has a placeholder that nothing fills in; use {', '.join(f'{{{name}}}' for name in PLACEHOLDERS)}"
    elif names.count("page") != (0 if page else 1):
        yield (
            "`url` has `{page}` and `page` names one; remove one of them"
            if page
            else "`url` must have `{page}` once, where the page's name goes; if `url` is one page, name it in `page`"
        )
    if "tag" in names and not all(release.tag for release in source.releases):
        yield "`url` has `{tag}`, but a release has no `tag`; add it, or use `{version}`"
    if len({_series(release) for release in source.releases}) > 1 and not set(names) - {"page"}:
        yield "`url` is the same for each series of releases; put `{series}` where the version goes"
    yield from (
        f"`url` has the version {release.version} typed in; write `{{version}}` there"
        for release in source.releases
        if re.search(rf"(?<![\d.]){re.escape(release.version)}(?![\d.]\d)", url)
    )


def _series(release: Release) -> tuple[int, ...]:
    return ordered(release.version).release[:2]


@rule
def repository_holds_the_documentation_it_publishes(comparison: Comparison) -> Violations:
    """A repository is `https://host/owner/name`; documentation that is read there is its own, at the release's tag."""
    for source in _packages(comparison):
        repository = source.repository or ""
        if repository and not re.fullmatch(r"https?://[^/]+/[^/?#]+/[^/?#]+(?<!\.git)", repository):
            yield source.at_key("repository"), "`repository` must be https://host/owner/name, without more behind it"
        if source.docs and "/blob/" in source.docs.url:
            yield from ((source.docs.at_key("url"), text) for text in _of_blob(source, source.docs.url, repository))


def _of_blob(source: Source, url: str, repository: str) -> Iterator[str]:
    place, _, path = url.partition("/blob/")
    at, _, file = path.partition("/")
    if place != repository:
        yield f"`url` leads to another repository than `repository`; begin it with {repository}/blob/"
    if source.docs and file != source.docs.files:
        yield f"`url` must end as `files` says: /{source.docs.files}"
    if at not in {"{tag}", "{version}"} and any(release.tag for release in source.releases):
        yield "`url` is at a branch, which changes; write `{tag}` after /blob/"


@rule
def link_of_a_package_names_it(comparison: Comparison) -> Violations:
    """The links of a package are its own: its name is in its repository's, and in the address of its pages."""
    for source in _packages(comparison):
        own = _words(source.id) | _words(source.title) | _words(source.package or "")
        name = (source.repository or "").rpartition("/")[2]
        if _words(name) - own - {"python"}:
            yield (
                source.at_key("repository"),
                f"the repository `{name}` is not named as `{source.id}` is; check the link",
            )
        mine = _words(source.id) | _words(source.package or "")
        for where, key, url in _pages(source):
            if not (source.repository and url.startswith(source.repository)) and not _names(url, mine):
                yield where, f"`{key}` does not name `{source.id}` anywhere; check the link"


def _pages(source: Source) -> Iterator[tuple[Where, str, str]]:
    yield source.at_key("url"), "url", source.url
    if source.docs:
        yield source.docs.at_key("url"), "docs.url", source.docs.url


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))


def _names(url: str, words: set[str]) -> bool:
    """Whether an address has one of the words that tell a package from others, or a host that begins such a word."""
    address = _PLACEHOLDER.sub("", url.partition("//")[2]).lower()
    telling = words - _COMMON or words
    flat = re.sub(r"[^a-z0-9]", "", address)
    host = address.partition(".")[0]
    return any(word in flat or (len(host) > 3 and word.startswith(host)) for word in telling)


@rule
def cited_file_is_at_a_commit(comparison: Comparison) -> Violations:
    """A file on GitHub is cited at a commit: at a branch it can change after it was read."""
    for source in comparison.sources.values():
        if re.search(r"github\.com/[^/]+/[^/]+/(?:blob|tree|raw)/(?![0-9a-f]{40}/)", source.url):
            yield source.at_key("url"), "`url` is at a branch; press `y` on GitHub for the address with the commit"


@rule
def tag_names_its_version(comparison: Comparison) -> Violations:
    """A release's tag ends with its version, and all tags of a source begin in the same way."""
    for source in comparison.sources.values():
        for release in source.releases:
            if _form(release) is None:
                yield release.at_key("tag"), f"the tag `{release.tag}` is not of version {release.version}; correct one"
        if len({_form(release) for release in source.releases} - {None}) > 1:
            yield source.at_key("releases"), "its tags do not begin in the same way; look them up again"


def _form(release: Release) -> str | None:
    """What precedes the version in a tag, `-` for a release without one; nothing when the version is not in it."""
    if not release.tag:
        return "-"
    for version in (release.version, release.version.replace(".", "_")):
        before = release.tag.removesuffix(version)
        if before != release.tag and re.fullmatch(r"(?:[A-Za-z]+[-_.])*[a-z]?", before):
            return before
    return None


@rule
def release_has_a_hash_of_its_own(comparison: Comparison) -> Violations:
    """No two releases share a hash, and one release that two sources pin is pinned the same way in both."""
    hashes: dict[str, tuple[str, str]] = {}
    pins: dict[tuple[str, str], tuple[str, Release]] = {}
    for source in _packages(comparison):
        for release in source.releases:
            named = re.sub(r"[-_.]+", "-", source.package or source.id).lower(), release.version
            if hashes.setdefault(release.sha256, named) != named:
                yield release.at_key("sha256"), f"has the hash of {' '.join(hashes[release.sha256])}; look it up again"
            other, first = pins.setdefault(named, (source.id, release))
            if other != source.id and first.model_dump() != release.model_dump():
                yield release.where, f"{' '.join(named)} is pinned otherwise at {first.where}; pin it the same way"
