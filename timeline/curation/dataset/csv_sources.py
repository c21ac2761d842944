"""A table of sources: CSV (RFC 4180) with a header of field names, a source a row.

Columns are the fields of an entry of sources.yaml but for `former_slugs` and `stage`, in any order;
only `slug` must be there. A source that the desk has keeps what no column says. The separator is a
comma, a semicolon or a tab, or what a first line `sep=;` says, as Excel writes it; the text is
UTF-8, with or without a byte order mark. Columns may be named in capitals; those without name or
content do not count. An apostrophe before `= + - @`, which keeps a spreadsheet from running a cell,
is taken off, but not one that begins a quotation: '-30-'.
"""

import csv
import io
import re
from typing import Any, Final

from timeline.curation.dataset import state
from timeline.curation.dataset.problems import DatasetError, Problem
from timeline.curation.dataset.read import DatasetEntry
from timeline.curation.dataset.shapes import SOURCE, STAGE
from timeline.curation.models import Source

COLUMNS: Final = tuple(one.name for one in SOURCE if not one.many and one != STAGE)
FILE: Final = "sources.csv"
MAX_ROWS = 1000
MAX_COLUMNS = 100  # those of a spreadsheet without name or content included
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_QUOTED = re.compile(r"'[+\-@][^']*[^'\s]'(?!\w)")
_SEPARATOR = re.compile(r'"?sep=([,;\t])"?\r?(?:\n|\Z)', re.IGNORECASE)
_REQUIRED: Final = tuple(one.name for one in SOURCE if one.default is None)


def read_table(content: bytes) -> list[DatasetEntry]:
    """The rows as entries of sources.yaml; `DatasetError` names bad cells by line and column."""
    text = _decoded(content)
    delimiter, text = _separated(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    problems: list[Problem] = []
    entries: list[DatasetEntry] = []
    start = 1
    header: list[str] = []
    try:
        for row in rows:
            line, start = start, rows.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if not header:
                header = [_column(cell) for cell in row]
                _check_header(header, line)
                continue
            if len(entries) >= MAX_ROWS:
                problems.append(_problem(line, f"is row {MAX_ROWS + 1}; send fewer at a time."))
                break
            entry = _entry(header, row, line, problems)
            if entry is not None:
                entries.append(entry)
    except csv.Error as error:
        problems.append(_problem(rows.line_num, f"is not CSV here: {error}."))
    if not header and not problems:
        problems.append(_problem(1, f"is empty. Its first line names columns: {_known()}."))
    if not problems:
        _complete(entries, header, problems)
    if problems:
        raise DatasetError(problems)
    return entries


def _separated(text: str) -> tuple[str, str]:
    """What parts the cells, and the text without the line that says so (the line stays, empty)."""
    if said := _SEPARATOR.match(text):
        return said[1], text[said.end(1) :].lstrip('"')
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count), text


def _column(cell: str) -> str:
    return cell.strip().casefold().replace(" ", "_")


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DatasetError([_problem(1, "is UTF-16. Save it as “CSV UTF-8”.")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = (
            f"is not UTF-8 text: byte {error.start + 1} is {error.object[error.start]:#04x}. "
            "Save it as “CSV UTF-8”."
        )
        raise DatasetError([_problem(line, message)]) from error


def _check_header(header: list[str], line: int) -> None:
    if len(header) > MAX_COLUMNS:
        message = f"has {len(header)} columns; a source has {len(COLUMNS)}."
        raise DatasetError([_problem(line, message)])
    problems, unknown = [], []
    for number, name in enumerate(header, start=1):
        if not name:
            continue  # what stands under it is checked in each row
        if name not in COLUMNS:
            unknown.append(f"“{name[:60]}” (column {number})")
        elif name in header[: number - 1]:
            problems.append(_problem(line, f"column {number}, “{name}”, is there twice."))
    if unknown:
        are = "is not a column" if len(unknown) == 1 else "are not columns"
        message = f"{', '.join(unknown)} {are}. Known are: {_known()}."
        problems.insert(0, _problem(line, message))
    if "slug" not in header:
        problems.append(_problem(line, "has no column “slug”, which says what each row is about."))
    if problems:
        raise DatasetError(problems)


def _known() -> str:
    return ", ".join(COLUMNS)


def _entry(
    header: list[str], row: list[str], line: int, problems: list[Problem]
) -> DatasetEntry | None:
    header = header + [""] * (len(row) - len(header))
    if any(cell.strip() for name, cell in zip(header, row, strict=False) if not name):
        message = (
            f"has {len(row)} cells, but there are {len(list(filter(None, header)))} columns. Put a "
            "cell that holds the separator into quotation marks, and name each column."
        )
        problems.append(_problem(line, message))
        return None
    cells = row + [""] * (len(header) - len(row))
    named = filter(lambda pair: pair[0], zip(header, cells, strict=True))
    values: dict[str, Any] = {name: _cell(cell) for name, cell in named}
    return DatasetEntry(FILE, line, values)


def _cell(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return text[1:] if _GUARDED.match(text) and not _QUOTED.match(text) else text


def _complete(entries: list[DatasetEntry], header: list[str], problems: list[Problem]) -> None:
    """Fill in what no column says: from the source of the desk, or what its absence means."""
    known: dict[str, Source] = {
        source.slug: source
        for source in Source.objects.select_related("publisher", "republishes").defer("text")
    }
    for entry in entries:
        source = known.get(entry.slug)
        plain = {one.name: one.default for one in SOURCE}
        there = state.source_values(source) if source else plain | {"former_slugs": []}
        given = {
            name: value or there[name] if name in _DEFAULTED else value
            for name, value in entry.values.items()
        }
        entry.values = {one.name: given.get(one.name, there[one.name]) for one in SOURCE}
        for name in _REQUIRED:
            if not entry.values[name]:
                where = "is empty" if name in header else "is missing"
                problems.append(entry.problem(name, f"{where}; it must be given."))


# Fields that cannot be empty: an empty cell leaves them as they are.
_DEFAULTED: Final = frozenset(one.name for one in SOURCE if one.default)


def _problem(line: int, message: str) -> Problem:
    return Problem(FILE, line, "", "", message)
