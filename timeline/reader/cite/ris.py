"""Items of CSL-JSON as RIS, the tagged format that reference managers import, in UTF-8."""

from typing import Any, Final

from timeline.reader.cite.items import Item

_TYPES: Final = {"article-newspaper": "NEWS", "post-weblog": "BLOG", "webpage": "ELEC"}


def ris(items: list[Item]) -> str:
    """The references of a file: a tag a line, lines ended by CR LF."""
    return "".join(f"{line}\r\n" for item in items for line in _reference(item))


def _reference(item: Item) -> list[str]:
    year, date = _date(item.get("issued", {}))
    authors = [author["literal"] for author in item.get("author", [])]
    # A comma in this tag parts a family name from a given one, which a byline's is not.
    notes = [f"By {one}." for one in authors if "," in one]
    tags = [
        ("TY", _TYPES.get(item["type"], "GEN")),
        ("ID", item["id"]),
        *(("AU", one) for one in authors if "," not in one),
        ("TI", item["title"]),
        ("T2", item.get("container-title", "")),
        ("PB", item.get("publisher", "")),
        ("ET", item.get("version", "")),
        ("M3", item.get("genre", "")),
        ("PY", year),
        ("DA", date),
        ("LA", item.get("language", "")),
        ("UR", item.get("URL", "")),
        ("N1", " ".join([*notes, item.get("note", "")])),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value]
    return [*lines, "ER  - "]


def _date(issued: dict[str, Any]) -> tuple[str, str]:
    """The year, and the date as YYYY/MM/DD/ with nothing for what is not sure."""
    parts = issued.get("date-parts", [[]])[0]
    if not parts:
        return "", ""
    year, month, day = [*parts, 0, 0][:3]
    shown = f"{year:04}/{month:02}" if month else f"{year:04}/"
    return f"{year:04}", f"{shown}/{day:02}/" if day else f"{shown}//"
