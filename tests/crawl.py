"""Following links from page to page, as a crawler does, but no more often than tells anything."""

from collections.abc import Callable, Iterable

EXHAUSTIVE = "/"  # the timeline, which is read with each value of each filter


def kind(address: str) -> tuple[str, tuple[str, ...]]:
    """What an address has in common with others: its path and the names of its parameters."""
    path, _, query = address.partition("?")
    if path == EXHAUSTIVE:
        return path, (query,)
    return path, tuple(part.partition("=")[0] for part in query.split("&") if part)


def crawl(
    start: Iterable[str], read: Callable[[str], str], links: Callable[[str], Iterable[str]]
) -> tuple[dict[str, str], set[str]]:
    """Read what can be reached with at most one parameter, each kind of address once.

    Answers the texts by address, and every address of this site that a text links to, whether it
    was read or not. Of two values of a filter, the same page in another format says the same two
    things; it is enough to read it with one of them.
    """
    texts: dict[str, str] = {}
    linked = set(start)
    kinds = {kind(address) for address in linked}
    waiting = sorted(linked)
    while waiting:
        address = waiting.pop()
        texts[address] = read(address)
        found = {
            link
            for link in links(texts[address])
            if link.count("=") < 2 and not link.startswith("/static/")
        }
        for link in sorted(found - linked):
            if kind(link) not in kinds:
                kinds.add(kind(link))
                waiting.append(link)
        linked |= found
    return texts, linked
