"""CONTRIBUTING.md, the issue forms and the README stay true to the code."""

from __future__ import annotations

import copy
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from macros import rules
from macros.__main__ import main
from macros.load import PROBES, load
from macros.model import KINDS, SPEED, SPEED_RECORD, TESTS, Comparison, PlacedClaim
from macros.views import Site
from tests import tree

ROOT = Path(__file__).resolve().parent.parent
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(ROOT / ".github").rglob("*.md"),
    *(ROOT / ".github").rglob("*.yml"),
    *(ROOT / "docs").rglob("*.md"),
]
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))


def examples(language: str) -> list[str]:
    """The fenced examples in that language, without the indentation of a list that they may be in."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", CONTRIBUTING, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


def named_file(example: str) -> str | None:
    """The file that an example says it is, in its first line."""
    named = re.match(r"# (\S+/\S+)\n", example)
    return named[1] if named else None


def listed_in(example: str) -> tuple[str, str, str] | None:
    """The file, the list and the question that an example of single entries says it goes to."""
    named = re.match(r"# (\S+), in `(\w+)`(?: of the question `([\w-]+)`)?\n", example)
    return (named[1], named[2], named[3] or "") if named else None


def with_entries(change: dict[str, Any], place: tuple[str, str, str], entries: list[Any]) -> dict[str, Any]:
    """A change that has more entries in one list of a file, before the last one, which decides in every case left."""
    file, name, question = place
    content = copy.deepcopy(tree.laid_over(tree.VALID[file], change.get(file, {})))
    holder = next(each for each in content["questions"] if each["id"] == question) if question else content
    holder[name] = [*holder[name][:-1], *entries, holder[name][-1]]
    return {**change, file: content}


def small_claim(framework: str, **more: Any) -> dict[str, Any]:
    return {"id": f"{framework}-has-examples", "kind": "fact", "says": "It has examples.", **more}


def contributed(root: Path) -> Comparison:
    """The small data with every example of CONTRIBUTING.md laid into it, where the example says it goes."""
    change: dict[str, Any] = {}
    claims: list[dict[str, Any]] = []
    evidence: list[dict[str, Any]] = []
    for example in examples("yaml"):
        content = yaml.safe_load(example)
        if place := listed_in(example):
            change = with_entries(change, place, content)
        elif isinstance(content, list):
            for item in content:
                (claims if "id" in item else evidence).append(item)
        else:
            file = named_file(example)
            assert file, f"an example must name its file in its first line: {example}"
            change = tree.laid_over(change, {file: content})
    claims.append(small_claim("django", says="Django has examples, and so has Flask.", evidence=evidence))
    cells = tree.VALID["data/criteria/data/orm.yml"]["frameworks"]
    more = {
        name: {"claims": cell["claims"] + [claim for claim in claims if claim["id"].startswith(f"{name}-")]}
        for name, cell in cells.items()
    }
    tree.write(root, tree.laid_over(change, {"data/criteria/data/orm.yml": {"frameworks": more}}))
    with_a_task(root)
    run = "data/recorded/footprint.json"
    (root / run).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / run, root / run)
    shutil.copy(ROOT / SPEED_RECORD, root / SPEED_RECORD)
    speed = (ROOT / SPEED).read_text(encoding="utf-8")
    (root / SPEED).write_text(re.sub(r"^rows: .*\n", "", speed, flags=re.MULTILINE), encoding="utf-8")
    for example in examples("python"):
        file = named_file(example)
        assert file
        assert file.startswith(f"{PROBES}/")
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(example, encoding="utf-8")
    return load(root)


def with_a_task(root: Path) -> None:
    """The smallest task, which an example cites, as one of the only row."""
    for place in ("data/tasks/one-page", "data/skeletons"):
        shutil.copytree(ROOT / place, root / place)
    (root / TESTS).mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / TESTS / "test_one_page.py", root / TESTS)
    file = root / "data/tasks/one-page/task.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^criteria: .*", "criteria: [orm]", text, flags=re.MULTILINE), encoding="utf-8")


def placed(comparison: Comparison) -> dict[str, PlacedClaim]:
    return comparison.claims


def unneeded(problem: object) -> bool:
    """An example of a source need not be cited by another example, nor its host be listed; all else must hold.

    Nor is there a second article, which would repeat what the first one says.
    """
    rules_of_one = {"source-is-used", "link-leads-to-a-known-host", "what-holds-is-said-of-what-is-repeated"}
    return getattr(problem, "rule", "") in rules_of_one


def test_every_example_is_valid_data(tmp_path):
    comparison = contributed(tmp_path)
    assert [str(problem) for problem in rules.check(comparison) if not unneeded(problem)] == []
    assert "django-has-examples" in placed(comparison)
    assert "database-drivers" in comparison.topics["data"].criteria
    assert comparison.redirects.moved
    assert "flask-needs-sqlalchemy" in {each.id for each in comparison.articles["example"].assertions}
    assert "elsewhere" in {option.id for option in comparison.chooser.question("data").options}
    assert comparison.chooser.rules[-2].when == {"data": ("elsewhere",)}
    assert "migration" in comparison.glossary


def test_there_is_an_example_of_each_kind_of_evidence(tmp_path):
    shown = {
        kind
        for each in contributed(tmp_path).placed_claims()
        if each.claim.id not in {"django-ships-an-orm", "flask-ships-no-orm"}
        for item in each.claim.evidence
        for kind, shape in KINDS.items()
        if isinstance(item, shape)
    }
    assert shown == set(KINDS)


def test_the_page_for_the_code_has_a_line_for_each_module_and_no_other():
    text = (ROOT / "docs/code.md").read_text(encoding="utf-8")
    told, folder = set(), ""
    for line in text.splitlines():
        if place := re.match(r"`(macros/[a-z/]*)`", line):
            folder = place[1]
        elif module := re.match(r"- `([a-z_]+\.py)`: \S", line):
            told.add(folder + module[1])
    assert told == {path.relative_to(ROOT).as_posix() for path in (ROOT / "macros").rglob("*.py")}


def test_every_message_shown_is_one_of_a_rule_that_exists():
    (shown,) = examples("text")
    lines = shown.splitlines()
    assert lines
    for line in lines:
        assert re.fullmatch(r"data/\S+\.yml:\d+: [a-z-]+: .+", line), line
        assert line.split(": ")[1] in rules.RULES.keys() | {"shape"}


def table(heading: str) -> list[str]:
    section = CONTRIBUTING.partition(f"## {heading}\n")[2].partition("\n#")[0]
    return re.findall(r"^\| .* \| (.*) \|$", section, re.MULTILINE)[2:]


def test_every_file_in_the_table_exists():
    rows = table("Change X, touch only Y")
    assert len(rows) >= 10
    paths = [path for row in rows for path in re.findall(r"`([^`]*[/.][^`]*)`", row)]
    assert len(paths) >= len(rows)
    for path in paths:
        # `<name>` is any name; its folder must be there.
        pattern = re.sub(r"<[a-z]+>", "*", path)
        sought = pattern.rpartition("/")[0] if "*" in pattern.rpartition("/")[2] else pattern
        assert list(ROOT.glob(sought.rstrip("/"))), f"{path} is in the table but not in the repository"


def make_targets() -> set[str]:
    (names,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    return set(names.split())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_make_target_named_exists(document):
    text = document.read_text(encoding="utf-8")
    named = {
        target
        for call in re.findall(r"(?:`|run: )make((?: [a-z][a-z-]*)+)", text)
        for target in call.split()
        if target != "if"
    }
    assert named <= make_targets()


def test_the_documents_name_the_commands_of_a_first_visit():
    for document in (CONTRIBUTING, (ROOT / "README.md").read_text(encoding="utf-8")):
        assert "`make serve`" in document
        assert "`make test`" in document


def test_every_command_of_the_package_named_exists(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    known = capsys.readouterr().out
    for document in DOCUMENTS:
        for command in re.findall(r"python -m macros ([a-z]+)", document.read_text(encoding="utf-8")):
            assert re.search(rf"^    {command}\b", known, re.MULTILINE), f"{document.name}: {command}"


def test_the_python_named_is_the_python_needed():
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    version = needed.removeprefix(">=")
    for document in (CONTRIBUTING, (ROOT / "README.md").read_text(encoding="utf-8")):
        assert f"Python {version} or newer" in document


@pytest.mark.parametrize(
    "document", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"], ids=lambda path: path.name
)
def test_every_relative_link_leads_to_a_file(document):
    for link in re.findall(r"\]\(([^)]+)\)", document.read_text(encoding="utf-8")):
        if not link.startswith("https://"):
            assert (ROOT / link).is_file(), f"{document.name} links to {link}"


def form_fields(form: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {field["id"]: field for field in form["body"] if field["type"] != "markdown"}


@pytest.mark.parametrize(
    "path", [path for path in FORMS if path.stem in {"claim", "correction"}], ids=lambda path: path.stem
)
def test_an_issue_form_asks_for_the_source_at_the_door(path):
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert form.keys() >= {"name", "description", "body"}
    fields = form_fields(form)
    assert len(fields) == sum(field["type"] != "markdown" for field in form["body"]), "two fields share an id"
    assert all(field["type"] in {"input", "textarea"} and field["attributes"]["label"] for field in fields.values())
    for name in ("says", "url", "phrase", "read"):
        assert fields[name]["validations"]["required"] is True
    assert "eight words" in fields["phrase"]["attributes"]["description"]


def test_a_mistake_in_the_text_needs_no_source():
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/typo.yml").read_text(encoding="utf-8"))
    fields = form_fields(form)
    assert list(fields) == ["address", "sentence", "wrong"]
    assert all(field["validations"]["required"] for field in fields.values())
    linked = Site(load(ROOT), repository="https://example.org/r").report("compare/data/#orm")
    query = parse_qs(urlsplit(linked or "").query)
    assert query == {"template": ["typo.yml"], "address": ["compare/data/#orm"]}
    assert query.keys() - {"template"} <= fields.keys()


def test_the_forms_are_there_and_a_correction_names_its_address():
    assert [path.stem for path in FORMS] == ["claim", "config", "correction", "typo"]
    correction = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/correction.yml").read_text(encoding="utf-8"))
    assert form_fields(correction)["address"]["validations"]["required"] is True
    assert form_fields(correction)["right"]["validations"]["required"] is True
    config = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/config.yml").read_text(encoding="utf-8"))
    assert isinstance(config["blank_issues_enabled"], bool)


def test_the_pull_request_template_has_four_boxes_each_with_a_way_out():
    template = (ROOT / ".github/pull_request_template.md").read_text(encoding="utf-8")
    boxes = re.findall(r"^- \[ \] .*$", template, re.MULTILINE)
    assert len(boxes) == 4
    assert all("(Remove this if " in box for box in boxes)


def test_every_decision_is_listed_on_the_page_that_the_navigation_has():
    decisions = {path.name for path in (ROOT / "docs/decisions").glob("0*.md")}
    index = (ROOT / "docs/decisions/index.md").read_text(encoding="utf-8")
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert len(decisions) >= 5
    assert set(re.findall(r"\]\((0[^)]+)\)", index)) == decisions
    assert "decisions/index.md" in navigation


def test_at_follows_from_the_address_as_the_guide_says():
    comparison = load(ROOT)
    rows = re.findall(r"^\| `(https://\S+)`[^|]*\| `([a-z]+)` \| `([^`]+)` \|$", CONTRIBUTING, re.MULTILINE)
    assert len(rows) == 3
    for url, source, at in rows:
        docs = comparison.sources[source].docs
        assert docs
        begins = docs.url.partition("{page}")[0].replace("{series}", "6.1")
        page, _, anchor = url.removeprefix(begins).partition("#")
        assert url.startswith(begins)
        assert at.removesuffix("/index") == page.rstrip("/") + (f"#{anchor}" if anchor else "")


def test_what_the_guide_puts_in_quotes_is_a_text_and_would_be_none_without():
    table_of_quotes = CONTRIBUTING.partition("| text | write |")[2].partition("\n\n")[0]
    written = [line.strip("` ") for line in re.findall(r"``.+?``|`\w+: .+?`(?= |$)", table_of_quotes)]
    assert len(written) == 6
    for line in written:
        assert isinstance(next(iter(yaml.safe_load(line).values())), str), line
