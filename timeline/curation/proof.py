"""Whether an event stands: that it has excerpts, and that each is in its source word for word."""

from collections.abc import Iterable, Iterator

from timeline.curation.models import Event, Excerpt
from timeline.text import quotes

_CONTEXTS_SHOWN = 5


def excerpt_problem(excerpt: Excerpt, text: str | None = None) -> str | None:
    """What keeps an excerpt from being proven by its source's text; None when nothing does.

    `text` is the text to look in, by default the snapshot kept with the source. Without any text
    there is nothing to prove it by, and nothing to refuse.
    """
    problem = passage_problem(
        excerpt.quote,
        excerpt.source.text if text is None else text,
        prefix=excerpt.prefix,
        suffix=excerpt.suffix,
        where=f"the text of “{excerpt.source.slug}”",
    )
    if problem is None:
        return None
    return f"The excerpt “{excerpt.slug or excerpt.quote[:40]}” {problem}"


def passage_problem(
    quote: str, text: str, *, prefix: str = "", suffix: str = "", where: str = "the text"
) -> str | None:
    """Why a quote is not found exactly once and word for word, as the end of a sentence about it.

    None when it is, and when there is no text. `where` is what the sentence calls the text.
    """
    if not text:
        return None
    found = quotes.find(quote, text, prefix=prefix, suffix=suffix)
    if isinstance(found, quotes.FoundMany):
        return (
            f"is {found.count} times in {where}: {_contexts(found)}. Give the words directly "
            "before or after the one you mean as prefix or suffix."
        )
    if isinstance(found, quotes.NotFound):
        if found.reason == "context":
            return f"is in {where}, but not between this prefix and suffix."
        near = f" The nearest passage is “{found.nearest.exact}”." if found.nearest else ""
        return f"is not in {where}.{near}"
    if found.match.verbatim:
        return None
    if found.match.exact == quote:
        return (
            f"is in {where}, but its prefix or suffix differs in white space or in the form of a "
            f"quotation mark or dash. Before it stands “{found.match.prefix}”, after it "
            f"“{found.match.suffix}”."
        )
    return (
        f"differs from {where} in white space or in the form of a quotation mark or dash. The text "
        f"has “{found.match.exact}”."
    )


def _contexts(found: quotes.FoundMany) -> str:
    """Each place, or the first of many, by the words around it."""
    shown = [
        f"“{f'{match.prefix} [...] {match.suffix}'.strip()}”".replace("  ", " ")
        for match in found.matches[:_CONTEXTS_SHOWN]
    ]
    rest = found.count - len(shown)
    return "; ".join([*shown, f"and {rest} more"] if rest else shown)


def event_problems(event: Event) -> Iterator[str]:
    """Each reason why an event may not be approved, as a sentence."""
    ties = event.ties.select_related("excerpt__source")
    excerpts = [*event.excerpts.select_related("source"), *(tie.as_excerpt() for tie in ties)]
    problem = support_problem(event, excerpts)
    if problem:
        yield problem
    for excerpt in excerpts:
        problem = excerpt_problem(excerpt)
        if problem:
            yield problem
    yield from tie_problems(event)


def tie_problems(event: Event) -> Iterator[str]:
    """Each tied excerpt whose name would tell of an event that nobody has approved yet."""
    for tie in event.ties.select_related("excerpt__event"):
        home = tie.excerpt.event
        approved = home.stage == Event.Stage.APPROVED
        if not approved and not home.history.filter(stage=Event.Stage.APPROVED).exists():
            yield (
                f"The excerpt “{tie.excerpt.slug}” belongs to “{home.title}”, which has never been "
                "approved: its name would tell of that. Approve that event first."
            )


def support_problem(event: Event, excerpts: Iterable[Excerpt]) -> str | None:
    """That none of an event's excerpts supports it, as a sentence; None when one does."""
    if any(excerpt.stance == Excerpt.Stance.SUPPORTS for excerpt in excerpts):
        return None
    return (
        f"“{event.title}” has no excerpt that supports it. Add at least one, copied from its "
        "source."
    )
