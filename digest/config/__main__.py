"""`python -m digest.config --write` makes config/digest.schema.json and docs/settings.md anew in the repository."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from digest.config.load import settings_schema
from digest.config.reference import settings_reference

ROOT = Path(__file__).parents[2]


def generated() -> dict[Path, str]:
    """Return the generated files with what they must hold."""
    return {
        ROOT / "config" / "digest.schema.json": json.dumps(settings_schema(), indent=2, ensure_ascii=False) + "\n",
        ROOT / "docs" / "settings.md": settings_reference(),
    }


def main() -> None:
    """Print the schema, or write the generated files."""
    parser = argparse.ArgumentParser(prog="python -m digest.config", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the files instead of printing the schema")
    if not parser.parse_args().write:
        sys.stdout.write(json.dumps(settings_schema(), indent=2, ensure_ascii=False) + "\n")
        return
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
