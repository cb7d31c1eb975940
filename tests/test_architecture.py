"""The arrows of the design: who may import whom, who touches files, what a template may do."""

import ast
import importlib
import shutil
from types import ModuleType

import pytest
from jinja2 import Environment, nodes

from macros import exports, rules
from macros.views import Site
from tests.tree import HERE, compared

PACKAGE = HERE.parent / "macros"
PYTHON = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((PACKAGE / "templates").glob("*.html"))

# What each part may import of the others; plugin, host and __main__ sit on top of all.
ARROWS = {
    "__init__": set(),
    "addresses": set(),
    "anchors": {"addresses", "model"},
    "blocks": set(),
    "model": set(),
    "numerals": set(),
    "repeated": {"model"},
    "walk": {"model"},
    "load": {"addresses", "model"},
    "rules": {"addresses", "anchors", "model", "numerals", "repeated", "walk"},
    "evidence": {"model", "numerals"},
    "views": {"addresses", "lines", "model", "repeated", "walk"},
    "exports": {"addresses", "lines", "model", "repeated", "walk"},
    "search": {"addresses", "model", "repeated"},
    "permalinks": {"anchors", "model"},
    "render": {"highlight"},
    "pages": {"addresses", "model", "render"},
    "dark": set(),
    "pictures": set(),
    "preview": {"addresses", "exports", "model"},
    "plugin": {"blocks", "rules", "views", "exports", "render"},
    "folded": {"addresses", "render", "views"},
    "glossary": {"model"},
    "highlight": set(),
    "lines": set(),
    "archives": {"addresses", "model"},
    "host": {
        "archives",
        "blocks",
        "calls",
        "checking",
        "dark",
        "exports",
        "folded",
        "glossary",
        "load",
        "minify",
        "model",
        "pages",
        "permalinks",
        "pictures",
        "preview",
        "render",
        "rules",
        "search",
        "stylesheet",
        "views",
    },
    "stylesheet": set(),
    "minify": set(),
    "tools": {"evidence", "load", "model", "rules", "views", "walk"},
    "report": {"evidence", "model"},
    "changed": {"model"},
    "calls": {"model"},
    "checking": set(),
    "__main__": {"changed", "model", "load", "report", "rules", "evidence", "exports", "permalinks", "walk"},
}
HOSTS = {"mkdocs", "mkdocs_macros", "material"}
READING = {"open", "read_text", "read_bytes", "glob", "rglob", "iterdir", "safe_load"}
# evidence reads its cache of releases; permalinks, dark, minify and stylesheet the built site; tools their subject;
# host looks whether its own package changed.
READERS = {"load", "evidence", "permalinks", "dark", "minify", "stylesheet", "tools", "host"}


def part_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path):
    """Every module that a file imports, by its full name; `from macros import rules` is macros.rules."""
    folder = ["macros", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = folder[: len(folder) + 1 - node.level] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{name.name}" for name in node.names)


def named(path):
    """Every name and attribute that a file calls."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_every_part_has_its_arrows_and_all_arrows_a_part():
    assert {part_of(path) for path in PYTHON} == ARROWS.keys()


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path):
    part = part_of(path)
    parts = {name.split(".")[1] for name in imported(path) if name.startswith("macros.")}
    assert parts - {part} <= ARROWS[part]


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_one_module_knows_the_host(path):
    hosts = {name for name in imported(path) if name.split(".")[0] in HOSTS}
    assert not hosts or part_of(path) == "host"


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_load_reads_yaml_and_few_parts_read_files(path):
    part = part_of(path)
    assert part == "load" or "yaml" not in {name.split(".")[0] for name in imported(path)}
    assert part in READERS or not READING & set(named(path))


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*/__init__.py")), ids=lambda path: path.parent.name)
def test_no_package_exports_a_name_over_a_module_of_that_name(path):
    package = importlib.import_module(f"macros.{path.parent.name}")
    modules = {module.stem for module in path.parent.glob("*.py")}
    exported = {name for name in getattr(package, "__all__", ()) if name in modules}
    assert [name for name in exported if not isinstance(getattr(package, name), ModuleType)] == []


def test_once_loaded_nothing_opens_data_again(tmp_path):
    comparison = compared(tmp_path)
    shutil.rmtree(tmp_path / "data")
    assert rules.check(comparison) == []
    assert exports.files(comparison)
    views = Site(comparison)
    assert views.criteria("data")
    assert views.source_list()


def test_the_check_of_imports_sees_each_way_to_write_one(tmp_path, monkeypatch):
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    path = tmp_path / "rules" / "words.py"
    path.parent.mkdir()
    path.write_text(
        "import a.b\nfrom macros import load\nfrom macros.load import x\nfrom . import y\nfrom ..views import z\n"
    )
    assert list(imported(path)) == ["a.b", "macros.load", "macros.load.x", "macros.rules.y", "macros.views.z"]


ALLOWED_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.NSRef, nodes.Getattr, nodes.Const, nodes.For,
    nodes.If, nodes.Import, nodes.Include, nodes.Macro, nodes.Call, nodes.Filter, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Concat, nodes.Getitem, nodes.Keyword, nodes.Tuple,
    nodes.Extends, nodes.Block,
)  # fmt: skip
ALLOWED_FILTERS = {"highlight", "code_words", "join", "length"}
ALLOWED_CALLS = {"isoformat", "items"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_only_loops_and_asks(path):
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    found = set(map(type, tree.find_all(nodes.Node)))
    assert found <= set(ALLOWED_NODES), found - set(ALLOWED_NODES)
    assert {each.name for each in tree.find_all(nodes.Filter)} <= ALLOWED_FILTERS
    templates = {each.target for each in tree.find_all(nodes.Import)}
    of_views = {
        call.node.attr
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Getattr) and getattr(call.node.node, "name", None) not in templates
    }
    assert of_views <= ALLOWED_CALLS


def test_every_template_is_used():
    texts = [
        path.read_text(encoding="utf-8")
        for path in [*TEMPLATES, PACKAGE / "plugin.py", PACKAGE / "host.py", PACKAGE / "folded.py"]
    ]
    for template in TEMPLATES:
        assert any(f'"{template.stem}"' in text or f'"{template.name}"' in text for text in texts), template.name
