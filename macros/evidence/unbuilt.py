"""Run as a program with pip's arguments: pip, but a source distribution's own PKG-INFO is its metadata.

pip would install the build backend of each one and run the package's code, which takes seconds, only to learn
what PKG-INFO says. It offers no way to leave that out, so that this replaces one method inside of pip: whoever
runs it must do without it when it fails.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any


def main() -> int:
    """Run pip; the code with which it ended."""
    with tempfile.TemporaryDirectory() as folder:

        def prepare(distribution: Any, *_: Any, **__: Any) -> None:
            made = Path(tempfile.mkdtemp(suffix=".dist-info", dir=folder))
            shutil.copy(Path(distribution.req.unpacked_source_directory) / "PKG-INFO", made / "METADATA")
            distribution.req.metadata_directory = str(made)

        sdist: Any = import_module("pip._internal.distributions.sdist")
        sdist.SourceDistribution.prepare_distribution_metadata = prepare
        return int(import_module("pip._internal.cli.main").main())


if __name__ == "__main__":
    sys.exit(main())
