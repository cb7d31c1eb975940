"""The files of each side of a task as one archive, the same in every build."""

from __future__ import annotations

import io
import zipfile

from macros import addresses
from macros.model import Comparison

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The oldest day that an archive can give a file: the real one would differ between two builds."""


def archives(comparison: Comparison) -> dict[str, bytes]:
    """Every archive by its path below the site's root."""
    return {
        addresses.task_download(task.id, name): _archive(f"{task.id}-{name}", comparison.side_files[task.id, name])
        for task in comparison.tasks.values()
        for name in task.frameworks
    }


def _archive(folder: str, files: dict[str, str]) -> bytes:
    """An archive whose files are in one folder, so that unpacking it scatters nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(f"{folder}/{path}", BEGINNING), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()
