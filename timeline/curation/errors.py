"""What an action answers when it may not be done."""

from collections.abc import Iterable


class ActionRefusedError(Exception):
    """The action was not done, nothing was written, and `problems` says why, a sentence each."""

    def __init__(self, problems: str | Iterable[str]) -> None:
        self.problems: tuple[str, ...] = (
            (problems,) if isinstance(problems, str) else tuple(problems)
        )
        super().__init__(" ".join(self.problems))
