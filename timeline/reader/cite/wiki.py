"""An item of CSL-JSON as a citation template of Wikipedia, {{cite news}} or {{cite web}}."""

import re
from typing import Any, Final

from timeline.reader.cite.items import Item

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SIGNS: Final = str.maketrans(
    {"|": "{{!}}", "[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;"}
)
_ARCHIVED: Final = re.compile(r"Archived at (https?://\S+)")
_MOMENT: Final = re.compile(r"/web/(\d{4})(\d{2})(\d{2})\d{6}")


def wiki(item: Item) -> str:
    """The template, on one line. An archived copy is named where its address tells its day, which
    the template demands."""
    news = item["type"] == "article-newspaper"
    archived, day = _archived(item.get("note", ""))
    fields = {
        "author": ", ".join(author["literal"] for author in item.get("author", [])),
        "title": item["title"],
        "newspaper" if news else "website": item.get("container-title", ""),
        "date": _date(item.get("issued", {})),
        "url": item.get("URL", ""),
        "archive-url": archived if day else "",
        "archive-date": day,
        "url-status": "live" if day else "",
        "edition": item.get("version", ""),
        "language": "" if item.get("language", "en").startswith("en") else item["language"],
    }
    if fields["author"] == item.get("container-title"):
        fields["author"] = ""
    said = " ".join(f"|{name}={_text(text, name)}" for name, text in fields.items() if text)
    return f"{{{{cite {'news' if news else 'web'} {said}}}}}"


def _text(text: str, name: str) -> str:
    text = " ".join(text.split())
    if name in ("url", "archive-url"):
        return text.replace("|", "%7C").replace("[", "%5B").replace("]", "%5D").replace(" ", "%20")
    return text.translate(_SIGNS)


def _date(issued: dict[str, Any]) -> str:
    parts = issued.get("date-parts", [[]])[0]
    words = [str(parts[0])] if parts else []
    if len(parts) > 1:
        words.insert(0, _MONTHS[parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)


def _archived(note: str) -> tuple[str, str]:
    found = _ARCHIVED.search(note)
    moment = _MOMENT.search(found[1]) if found else None
    if not found or not moment:
        return "", ""
    year, month, day = (int(one) for one in moment.groups())
    return found[1], f"{day} {_MONTHS[month - 1]} {year}" if 1 <= month <= 12 else ""
