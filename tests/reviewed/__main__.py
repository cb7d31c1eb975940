"""Write every reviewed file again: `python -m tests.reviewed`."""

from tests.reviewed import HERE, files

for name, text in files().items():
    (HERE / name).write_text(text, encoding="utf-8")
    print(f"wrote tests/reviewed/{name}")
