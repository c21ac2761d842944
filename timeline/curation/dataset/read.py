"""Reading dataset files: YAML to entries that know their lines. Nothing is written.

Every scalar is read as the text that stands in the file, so that `2021-03-05` needs no quotation
marks. Aliases are refused (they can make a small file expand without end), as are repeated keys.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import ReaderError

from timeline.curation.dataset.budget import Budget
from timeline.curation.dataset.problems import DatasetError, Problem
from timeline.curation.dataset.shapes import EVENT, EVENTS_PREFIX, FILES, Field, Shape

MAX_BYTES = 20_000_000  # of one file
MAX_NESTING = 20  # lists in lists; a file of a dataset has five
MAX_INTEGER = 32767  # what PostgreSQL's smallint holds; SQLite would take more
_WHOLE = re.compile("[0-9]{1,5}")
_NULLS = {"", "~", "null", "Null", "NULL"}
_NULL_TAG = "tag:yaml.org,2002:null"


@dataclass(slots=True)
class DatasetEntry:
    """One entry of a file: its values with defaults filled in, and the line of each.

    `lines` maps a field, or `excerpts[2].quote` for a nested one, to its line. `said_stage` is the
    stage that the file says, where the entry may not have it.
    """

    file: str
    line: int
    values: dict[str, Any]
    lines: dict[str, int] = field(default_factory=dict)
    said_stage: str = ""

    @property
    def slug(self) -> str:
        return str(self.values.get("slug") or "")

    def problem(self, name: str, message: str) -> Problem:
        return Problem(self.file, self._line_of(name), self.slug, name, message)

    def _line_of(self, name: str) -> int:
        """The line of a field; of what it is missing from, when the file does not have it."""
        while name and name not in self.lines:
            name = name.rpartition(".")[0]
        return self.lines.get(name, self.line)


class _RefusedNodeError(Exception):
    """A value that no file may have: on which line, and why."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class _Composer(yaml.SafeLoader):
    """Makes nodes of a text, and looks at each before it is made.

    What is refused costs nothing then: the parser takes quadratic time for lists in lists.
    """

    def __init__(self, text: str, file: str, budget: Budget | None) -> None:
        super().__init__(text)
        self._file, self._budget, self._depth = file, budget, 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _RefusedNodeError(line, "uses an anchor or alias; write the value out.")
        if self._depth == MAX_NESTING:
            raise _RefusedNodeError(line, "nests lists in lists without end.")
        if self._budget is not None:
            self._budget.value(self._file, line)
        self._depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


class Reader:
    """Reads the files of a folder, and collects every problem rather than the first.

    With a `budget`, DatasetError ends the reading where it is spent.
    """

    def __init__(self, folder: Path, budget: Budget | None = None) -> None:
        self.folder = folder
        self.budget = budget
        self.problems: list[Problem] = []

    def read(self) -> dict[str, list[DatasetEntry]]:
        """The entries of each file, by its name; DatasetError when a file cannot be read at all."""
        if not self.folder.is_dir():
            raise DatasetError([self._of_file(str(self.folder), 1, "is not a folder.")])
        names = sorted(path.name for path in self.folder.glob("*.yaml"))
        if not names:
            raise DatasetError([self._of_file(str(self.folder), 1, "holds no .yaml file.")])
        entries: dict[str, list[DatasetEntry]] = {}
        for name in names:
            shape = EVENT if name.startswith(EVENTS_PREFIX) else FILES.get(name)
            if shape is None:
                known = ", ".join([*FILES, f"{EVENTS_PREFIX}<phase>.yaml"])
                self.problems.append(
                    self._of_file(name, 1, f"is not a file of a dataset. Known are: {known}.")
                )
                continue
            entries[name] = self._entries(name, shape)
        return entries

    def _entries(self, name: str, shape: Shape) -> list[DatasetEntry]:
        root = self._compose(name)
        if root is None:
            return []
        if not isinstance(root, yaml.SequenceNode):
            self.problems.append(
                self._of_file(name, _line(root), "is not a list: start each entry with “- slug:”.")
            )
            return []
        if self.budget is not None:
            self.budget.entries(name, [_line(node) for node in root.value])
        found = [self._entry(name, node, shape) for node in root.value]
        return [entry for entry in found if entry is not None]

    def _compose(self, name: str) -> yaml.Node | None:
        path = self.folder / name
        if path.stat().st_size > MAX_BYTES:
            self.problems.append(
                self._of_file(name, 1, f"has more than {MAX_BYTES:,} bytes; split it.")
            )
            return None
        try:
            text = path.read_bytes().decode("utf-8")
            composer = _Composer(text, name, self.budget)
            try:
                return composer.get_single_node()
            finally:
                composer.dispose()
        except OSError as error:
            self.problems.append(self._of_file(name, 1, f"cannot be read: {error.strerror}."))
        except UnicodeDecodeError as error:
            message = (
                f"is not UTF-8 text: byte {error.start + 1} is {error.object[error.start]:#04x}."
            )
            self.problems.append(self._of_file(name, 1, message))
        except _RefusedNodeError as error:
            self.problems.append(self._of_file(name, error.line, str(error)))
        except ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            message = f"has the control character U+{error.character:04X}. Remove it."
            self.problems.append(self._of_file(name, line, message))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or error
            line = mark.line + 1 if mark else 1
            self.problems.append(self._of_file(name, line, f"is not YAML here: {problem}."))
        return None

    def _entry(self, name: str, node: yaml.Node, shape: Shape) -> DatasetEntry | None:
        entry = DatasetEntry(name, _line(node), {})
        if not isinstance(node, yaml.MappingNode):
            self.problems.append(entry.problem("", "is not an entry with fields (“slug: …”)."))
            return None
        for key, value in node.value:  # the slug first, so that every problem can name it
            if key.value == "slug" and isinstance(value, yaml.ScalarNode):
                entry.values["slug"] = value.value
        entry.values = self._mapping(entry, node, shape, "")
        return entry

    def _mapping(
        self, entry: DatasetEntry, node: yaml.MappingNode, shape: Shape, path: str
    ) -> dict[str, Any]:
        fields = {field.name: field for field in shape}
        values: dict[str, Any] = {}
        wrong: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            where = f"{path}{name}"
            entry.lines[where] = _line(key)
            if name not in fields:
                self.problems.append(
                    entry.problem(where, f"is not a field here. Known are: {', '.join(fields)}.")
                )
            elif name in values:
                self.problems.append(entry.problem(where, "is given twice."))
            else:
                before = len(self.problems)
                values[name] = self._value(entry, value, fields[name], where)
                if len(self.problems) > before:
                    wrong.add(name)
        for one in shape:
            if one.default is None and not values.get(one.name) and one.name not in wrong:
                self.problems.append(
                    entry.problem(f"{path}{one.name}", "is missing; it must be given.")
                )
            if values.get(one.name) is None:
                values[one.name] = [] if one.many else "" if one.default is None else one.default
        # In the order of the shape, so that two mappings compare and print alike.
        return {one.name: values[one.name] for one in shape}

    def _value(self, entry: DatasetEntry, node: yaml.Node, one: Field, where: str) -> Any:
        if one.many:
            return self._list(entry, node, one, where)
        if not isinstance(node, yaml.ScalarNode):
            self.problems.append(entry.problem(where, "must be a single value, not a list."))
            return None
        if node.tag == _NULL_TAG and node.value in _NULLS and node.style is None:
            return None
        if one.integer:
            if _WHOLE.fullmatch(node.value) and int(node.value) <= MAX_INTEGER:
                return int(node.value)
            message = f"“{node.value}” is not a whole number from 0 to {MAX_INTEGER}."
            self.problems.append(entry.problem(where, message))
            return None
        return node.value

    def _list(self, entry: DatasetEntry, node: yaml.Node, one: Field, where: str) -> list[Any]:
        if isinstance(node, yaml.ScalarNode) and node.tag == _NULL_TAG:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.problems.append(
                entry.problem(where, "must be a list (lines that begin with “- ”).")
            )
            return []
        values: list[Any] = []
        listed: set[Any] = set()
        for number, item in enumerate(node.value):
            place = f"{where}[{number + 1}]"
            entry.lines[place] = _line(item)
            if one.shape is None:
                value = self._value(entry, item, Field(one.name), place)
                if value in listed:
                    self.problems.append(entry.problem(place, f"“{value}” is listed twice."))
                elif value is not None:
                    values.append(value)
                    listed.add(value)
            elif isinstance(item, yaml.MappingNode):
                values.append(self._mapping(entry, item, one.shape, f"{place}."))
            else:
                self.problems.append(entry.problem(place, "must have fields, a line each."))
        return values

    def _of_file(self, name: str, line: int, message: str) -> Problem:
        return Problem(name, line, "", "", message)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
