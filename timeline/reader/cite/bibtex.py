r"""Items of CSL-JSON as BibTeX, in UTF-8.

What a newspaper or an agency printed is an `@article` of the subtype newspaper with its `journal`,
which BibTeX, biblatex, pandoc and Zotero all read as one; anything else an `@online` with the
`organization` that put it out, which is biblatex's type for it and `@misc` to styles without it.

What LaTeX would read as a command is escaped. Braces become `\textbraceleft{}` and
`\textbraceright{}`, because BibTeX counts braces even behind a backslash. Titles and names stand in
double braces, so that neither their capitals nor their order is changed. A straight quotation mark
that opens is written as one that does, because LaTeX has none that are straight.
"""

import re
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
_OPENS: Final = re.compile(r"""(?<![^\s(\[])['"](?=\w)""")
_EDTF: Final = re.compile(r" \(EDTF [^)]*\)")  # for programs, which CSL-JSON and our JSON tell it
# Addresses go into \url{} as they are, but for what would end the field.
_IN_URL: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", "\n": "", "\r": ""})


def bibtex(items: list[Item]) -> str:
    """The entries of a bibliography file."""
    return "\n".join(_entry(item) for item in items)


def _entry(item: Item) -> str:
    printed = item["type"] == "article-newspaper"
    site = _text(item.get("container-title", ""))
    fields = {
        "author": f"{{{_text(item['author'][0]['literal'])}}}" if item.get("author") else "",
        "title": f"{{{_text(item['title'])}}}",
        "journal": site if printed else "",
        "entrysubtype": "newspaper" if printed else "",
        "organization": "" if printed else site,
        "version": _text(item.get("version", "")),
        "type": _text(item.get("genre", "")),
        **_date(item.get("issued", {})),
        "url": item.get("URL", "").translate(_IN_URL),
        "language": _text(item.get("language", "")),
        "note": _text(_EDTF.sub("", item.get("note", ""))),
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in fields.items()
        if value
    ]
    kind = "article" if printed else "online"
    return f"@{kind}{{{item['id']},\n{''.join(lines)}}}\n"


def _text(text: str) -> str:
    return _OPENS.sub(lambda found: "``" if found[0] == '"' else "`", text.translate(_ESCAPES))


def _date(issued: dict[str, Any]) -> dict[str, str]:
    """Year, month and day as far as they are sure; a span by its beginning, as the note tells."""
    parts = issued.get("date-parts", [[]])[0]
    fields = {"year": str(parts[0])} if parts else {}
    if len(parts) > 1:
        fields["month"] = _MONTHS[parts[1] - 1]
    if len(parts) > 2:
        fields["day"] = str(parts[2])
    return fields
