"""Where the patient was seen, from the ways exports write it: a table in patterns/exports, which a site can add to."""

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Self

from clinote import layers
from clinote.errors import UsageError

INPATIENT, OUTPATIENT = "inpatient", "outpatient"
_KNOWN = (INPATIENT, OUTPATIENT, "unknown")
_TIERS = ("words", "hints")  # the first in which a value has words of one kind alone, decides
_FORM = "It is a TOML file in the form of patterns/exports/settings.toml, or a CSV file with the columns value,setting."


class Settings:
    """The table, ready for use."""

    def __init__(self, tables: Iterable[Mapping[str, Mapping[str, list[str]]]]) -> None:
        """`tables` of the form of settings.toml, the later ones before the earlier ones."""
        self._names: dict[str, str] = {}
        words: dict[str, dict[str, list[str]]] = {tier: {} for tier in _TIERS}
        for table in tables:
            self._names |= {_plain(name): what for what, names in table.get("names", {}).items() for name in names}
            for tier in _TIERS:
                for what, names in table.get(tier, {}).items():
                    words[tier].setdefault(what, []).extend(map(_plain, names))
        self._tiers = [{what: _any(names) for what, names in words[tier].items()} for tier in _TIERS]

    @classmethod
    def load(cls, site: Path | None = None) -> Self:
        """The table of clinote, with that of a site over it."""
        own = layers.toml("exports", "settings.toml")
        return cls([own] if site is None else [own, _site(site)])

    def read(self, value: str) -> str | None:
        """ "inpatient", "outpatient", or None where the table does not settle it."""
        plain = _plain(value)
        if plain in _KNOWN[:2]:
            return plain
        if known := self._names.get(plain):
            return known if known in _KNOWN[:2] else None
        for tier in self._tiers:
            found = [what for what, words in tier.items() if words.search(plain)]
            if found:
                return found[0] if len(found) == 1 and found[0] in _KNOWN[:2] else None
        return None


@cache
def standard() -> Settings:
    """The table that clinote brings."""
    return Settings.load()


def _plain(value: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", value.casefold()))


def _any(names: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b" if names else r"(?!)")


def _site(file: Path) -> Mapping[str, Mapping[str, list[str]]]:
    """A site's table, checked."""
    try:
        content = file.read_text("utf-8-sig")
        table = tomllib.loads(content) if file.suffix.lower() == ".toml" else _rows(content)
    except OSError as error:
        raise UsageError(f"--setting-map {file} cannot be read ({error.strerror}). Check the name.") from None
    except ValueError:
        raise UsageError(f"--setting-map {file} is not understood. {_FORM}") from None
    parts: dict[str, Any] = {part: names for part, names in table.items() if part in ("names", *_TIERS)}
    for names in parts.values():
        if not isinstance(names, dict) or not names.keys() <= set(_KNOWN):
            raise UsageError(f"--setting-map {file}: a value is {', '.join(_KNOWN[:2])} or {_KNOWN[2]}. {_FORM}")
        if not all(
            isinstance(listed, list) and all(isinstance(name, str) for name in listed) for listed in names.values()
        ):
            raise UsageError(f"--setting-map {file} is not understood. {_FORM}")
    if not any(parts.values()):
        raise UsageError(f"--setting-map {file} says nothing. {_FORM}")
    return parts


def _rows(content: str) -> dict[str, Any]:
    names: dict[str, list[str]] = {}
    for row in csv.reader(content.splitlines()):
        if not row or [cell.strip().casefold() for cell in row] == ["value", "setting"]:
            continue
        value, setting = row  # a ValueError where there are more or fewer
        names.setdefault(setting.strip().casefold(), []).append(value)
    return {"names": names}
