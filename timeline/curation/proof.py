"""Whether an event stands: that it has excerpts, and that each is in its source word for word.

Nothing of this is stored. An excerpt is to be checked again as long as its source's text does not
hold it word for word exactly once, whoever changed either of them, so a list of such excerpts can
be neither out of date nor ticked off by mistake.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator

from timeline.curation.models import Event, Excerpt, Source
from timeline.text import quotes

AT_ONCE = 200  # excerpts that one look at all of them goes through
EXPLAINED = 10  # excerpts whose nearest passage is looked up at once, which takes time
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


def standing(
    quote: str, text: str, *, prefix: str = "", suffix: str = ""
) -> tuple[int, int] | None:
    """Where a quote stands in a text, as start and end in code points.

    None exactly when `passage_problem` has something to say of a text that is not empty. Searches
    only, so it costs little.
    """
    whole = prefix + quote + suffix
    first = text.find(whole)
    if first < 0 or text.find(whole, first + 1) >= 0:
        return None
    start = first + len(prefix)
    return start, start + len(quote)


def place_of(excerpt: Excerpt, text: str) -> tuple[int, int] | None:
    """Where an excerpt stands in a text; None exactly when `excerpt_problem` says why not."""
    return standing(excerpt.quote, text, prefix=excerpt.prefix, suffix=excerpt.suffix)


def fallen(excerpts: Iterable[Excerpt], text: str) -> list[Excerpt]:
    """Those of a source's excerpts which `text` does not prove; none when there is no text."""
    if not text:
        return []
    return [excerpt for excerpt in excerpts if place_of(excerpt, text) is None]


@dataclass(frozen=True, slots=True)
class Fallen:
    """An excerpt that its source's text does not prove, and why."""

    excerpt: Excerpt
    problem: str


def explained(excerpts: Iterable[Excerpt], text: str, *, most: int = EXPLAINED) -> Iterator[Fallen]:
    """Fallen excerpts with what is wrong; with the nearest passage for the first `most` alone."""
    for number, excerpt in enumerate(excerpts):
        if number < most:
            problem = excerpt_problem(excerpt, text) or ""
        else:
            problem = (
                f"The excerpt “{excerpt.slug}” does not stand in the text word for word, exactly "
                "once."
            )
        yield Fallen(excerpt, problem)


def excerpts_with_text() -> "Paginator[Excerpt]":
    """Every excerpt of a source with a text, by source, with event and source but for the text."""
    quoted = Excerpt.objects.exclude(source__text="").order_by("source__slug", "position", "pk")
    quoted = quoted.select_related("event", "said_by", "source__publisher").defer("source__text")
    return Paginator(quoted, AT_ONCE)


def to_recheck(page: "Page[Excerpt]", *, explain: int = EXPLAINED) -> list[Fallen]:
    """The fallen ones among the excerpts of a page of `excerpts_with_text`.

    Two queries. Each text is read once, and one is in memory at a time.
    """
    groups = {
        key: list(group) for key, group in groupby(page, key=lambda excerpt: excerpt.source_id)
    }
    texts = Source.objects.filter(pk__in=groups).order_by("slug").values_list("pk", "text")
    found: list[Fallen] = []
    for key, text in texts.iterator(chunk_size=1):
        found += explained(fallen(groups[key], text), text, most=explain - len(found))
    return found


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
    excerpts = list(event.excerpts.select_related("source"))
    problem = support_problem(event, excerpts)
    if problem:
        yield problem
    for excerpt in excerpts:
        problem = excerpt_problem(excerpt)
        if problem:
            yield problem


def support_problem(event: Event, excerpts: Iterable[Excerpt]) -> str | None:
    """That none of an event's excerpts supports it, as a sentence; None when one does."""
    if any(excerpt.stance == Excerpt.Stance.SUPPORTS for excerpt in excerpts):
        return None
    return (
        f"“{event.title}” has no excerpt that supports it. Add at least one, copied from its "
        "source."
    )
