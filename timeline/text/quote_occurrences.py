"""Where one string stands in another, overlaps included, in linear time whatever they are."""

from collections.abc import Iterator

__all__ = ["occurrences"]


def occurrences(needle: str, text: str, start: int = 0) -> Iterator[int]:
    """Where ``needle`` starts in ``text`` from ``start`` on, overlaps included, in order."""
    start = text.find(needle, start)
    if start < 0:
        return
    period = _period(needle)
    if period * 8 < len(needle):
        # A needle that repeats a short piece would make str.find start over too often.
        yield from _periodic(needle, text, period, start)
        return
    while start >= 0:
        yield start
        start = text.find(needle, start + period)


def _period(needle: str) -> int:
    """The smallest distance at which two occurrences of ``needle`` can overlap, or its length."""
    borders = _borders(needle)
    return len(needle) - borders[-1] if borders else 1


def _borders(needle: str) -> list[int]:
    """For each beginning of ``needle``: the length of the longest proper end that begins it too."""
    borders = [0] * len(needle)
    length = 0
    for index in range(1, len(needle)):
        while length and needle[index] != needle[length]:
            length = borders[length - 1]
        if needle[index] == needle[length]:
            length += 1
        borders[index] = length
    return borders


def _periodic(needle: str, text: str, period: int, start: int) -> Iterator[int]:
    """Occurrences of a needle that repeats its first ``period`` characters: runs of that piece."""
    while start >= 0:
        end = start + len(needle)
        while text[end : end + 1] and text[end] == text[end - period]:
            end += 1
        yield from range(start, end - len(needle) + 1, period)
        start = text.find(needle, end - len(needle) + 1)
