"""Write anew what `check` says of each mistake: `python -m tests.mistakes`. Then read what changed."""

import tempfile
from pathlib import Path

import yaml

from tests.mistakes import HEAD, LIST, copied, general, mistakes, told

with tempfile.TemporaryDirectory() as folder:
    root = copied(Path(folder))
    written = []
    for mistake in mistakes():
        found = mistake.made(root)
        says = [general(mistake, line, found) for line in told(root)]
        mistake.undone(root)
        kept = {name: getattr(mistake, name) for name in ("what", "file", "old", "new", "moved")}
        empty = {"old", "moved"} if mistake.old == "" and not mistake.moved else {"old", "moved", "new"}
        written.append({name: value for name, value in kept.items() if value or name not in empty} | {"says": says})
LIST.write_text(HEAD + yaml.safe_dump(written, sort_keys=False, allow_unicode=True, width=110), encoding="utf-8")
print(f"{len(written)} mistakes written to {LIST.name}")
