"""Progress is written in a terminal, over itself, and nowhere else."""

import io

from timeline.progress import Progress, watched


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_one_line_and_keeps_none():
    terminal = Terminal()
    with Progress(terminal) as progress:
        progress("Edition 1 of 2")
        progress("Edition 2 of 2")  # too soon after the first
    assert terminal.getvalue() == "\r\x1b[2KEdition 1 of 2\r\x1b[2K"


def test_a_log_has_nothing_of_it():
    log = io.StringIO()
    with Progress(log) as progress:
        progress("Edition 1 of 2")
    assert log.getvalue() == ""


def test_items_are_told_one_by_one():
    terminal = Terminal()
    assert list(watched(["a", "b"], terminal, "Excerpt")) == ["a", "b"]
    assert terminal.getvalue() == "\r\x1b[2KExcerpt 1 of 2\r\x1b[2K"
    assert list(watched([], io.StringIO(), "Excerpt")) == []
