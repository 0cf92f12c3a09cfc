"""Where templates come from: the program's own, and a folder of the operator's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from digest.errors import ConfigError, Fault
from digest.model import Theme


def template_files(folder: str = "", theme: Theme = Theme.BROADSHEET) -> Mapping[str, str]:
    """Return the templates of a folder by name; the theme's own stands in for each that is missing ("" = all of them).

    Raises:
        ConfigError: the folder is none, or a file in it is not UTF-8 text.
    """
    if folder and not Path(folder).is_dir():
        raise ConfigError([Fault(folder, 1, 1, "templates", "there is no such folder")])
    return {**shipped_files(theme), **(templates_in(Path(folder)) if folder else {})}


def template_folders(folder: str = "") -> tuple[Path, ...]:
    """Return the folders whose files `template_files` reads, for whoever watches them."""
    return (_shipped("templates"), *([Path(folder)] if folder else []))


def shipped_files(theme: Theme) -> dict[str, str]:
    """Return the templates of a theme that come with the program: what all themes share, and its own."""
    shipped = _shipped("templates")
    shared = {name: text for name, text in templates_in(shipped).items() if not name.startswith("themes/")}
    return shared | templates_in(shipped / "themes" / theme)


def templates_in(folder: Path) -> dict[str, str]:
    """Return the templates in a folder by their names in it; files of other kinds are none of the renderer's.

    Raises:
        ConfigError: one cannot be read, or is not UTF-8 text.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".mjml", ".txt", ".html", ".css"}:
            try:
                raw = path.read_bytes()
                found[path.relative_to(folder).as_posix()] = raw.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                line = raw.count(b"\n", 0, error.start) + 1
                what = f"byte 0x{raw[error.start]:02X} is no UTF-8: save the file in that encoding"
                raise ConfigError([Fault(str(path), line, 1, "", what)]) from error
            except OSError as error:
                raise ConfigError([Fault(str(path), 1, 1, "", f"cannot be read: {error.strerror}")]) from error
    return found


def _shipped(name: str) -> Path:
    """A folder of data: inside the package where it was installed, beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "data" / name
    return installed if installed.is_dir() else package.parent / name
