r"""Items of CSL-JSON as BibTeX, in UTF-8; every entry is `@misc`, which all BibTeX styles know.

What LaTeX would read as a command is escaped. Braces become `\textbraceleft{}` and
`\textbraceright{}`, because BibTeX counts braces even behind a backslash. Titles and names stand in
double braces, so that neither their capitals nor their order is changed.
"""

from typing import Any, Final

from timeline.reader.cite.items import Item

_MONTHS: Final = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
]  # fmt: skip
_ESCAPES: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\n": " ",
        "\r": " ",
    }
    | {sign: f"\\{sign}" for sign in "&%$#_"}
)
# Addresses go into \url{} as they are, but for what would end the field.
_IN_URL: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", "\n": "", "\r": ""})


def bibtex(items: list[Item]) -> str:
    """The entries of a bibliography file."""
    return "\n".join(_entry(item) for item in items)


def _entry(item: Item) -> str:
    fields = {
        "author": f"{{{_text(item['author'][0]['literal'])}}}" if item.get("author") else "",
        "title": f"{{{_text(item['title'])}}}",
        "howpublished": _text(item.get("container-title", "")),
        "edition": _text(item.get("version", "")),
        "type": _text(item.get("genre", "")),
        **_date(item.get("issued", {})),
        "url": item.get("URL", "").translate(_IN_URL),
        "language": _text(item.get("language", "")),
        "note": _text(item.get("note", "")),
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in fields.items()
        if value
    ]
    return f"@misc{{{item['id']},\n{''.join(lines)}}}\n"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _date(issued: dict[str, Any]) -> dict[str, str]:
    """Year, month and day as far as they are sure; a span by its beginning, as the note tells."""
    parts = issued.get("date-parts", [[]])[0]
    fields = {"year": str(parts[0])} if parts else {}
    if len(parts) > 1:
        fields["month"] = _MONTHS[parts[1] - 1]
    if len(parts) > 2:
        fields["day"] = str(parts[2])
    return fields
