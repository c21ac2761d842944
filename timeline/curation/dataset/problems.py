"""What is wrong with a dataset, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the file, its line (from 1), the entry's slug, the field, a sentence."""

    file: str
    line: int
    entry: str
    field: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}"
        what = " ".join(
            part for part in (f"“{self.entry}”" if self.entry else "", self.field) if part
        )
        text = f"{where}: {what}: {self.message}" if what else f"{where}: {self.message}"
        # A lone surrogate, which a file can hold as an escape, cannot be printed anywhere.
        return text.encode("utf-8", "backslashreplace").decode()


class DatasetError(Exception):
    """The dataset was refused as a whole; nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
