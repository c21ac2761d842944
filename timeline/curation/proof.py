"""Whether an event stands: that it has excerpts, and that each is in its source word for word.

Nothing of this is stored. An excerpt is to be checked again as long as its source's text does not
hold it word for word exactly once, whoever changed either of them, so a list of such excerpts can
be neither out of date nor ticked off by mistake.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.core.paginator import Page, Paginator

from timeline.curation.models import Event, Excerpt, Source
from timeline.text import quotes
from timeline.text.quote_addresses import encoded
from timeline.text.quote_links import Page as TextPage
from timeline.text.quote_words import cut_words, whole_words

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
        return cut_problem(text, found.match.start, found.match.end, where=where)
    if found.match.exact == quote:
        return (
            f"is in {where}, but its prefix or suffix differs in white space or in the form of a "
            f"quotation mark or dash. Before it stands “{found.match.prefix}”, after it "
            f"“{found.match.suffix}”."
        )
    if quotes.equivalent(found.match.exact, quote):
        return (
            f"is in {where} with its accents encoded in another way. Copy it from there: "
            f"“{found.match.exact}”."
        )
    return (
        f"differs from {where} in white space or in the form of a quotation mark or dash. The text "
        f"has “{found.match.exact}”."
    )


def cut_problem(text: str, start: int, end: int, *, where: str = "the text") -> str | None:
    """That a passage begins or ends inside of a word, as the end of a sentence; None if not.

    “able” out of “unable” is in the text word for word, and says what the source does not.
    """
    cut = cut_words(text, start, end)
    if not cut:
        return None
    ends = [
        f"{verb} inside of the word “{_short(word)}”"
        for verb, word in (("begins", cut.first), ("ends", cut.last))
        if word
    ]
    first, last = whole_words(text, start, end)
    return f"{' and '.join(ends)} of {where}. Quote whole words: “{_short(text[first:last], 400)}”."


def _short(words: str, size: int = 60) -> str:
    return words if len(words) <= size else f"{words[:size]}…"


def standing(
    quote: str, text: str, *, prefix: str = "", suffix: str = ""
) -> tuple[int, int] | None:
    """Where a quote stands in a text, as start and end in code points.

    None exactly when `passage_problem` has something to say of a text that is not empty. Searches
    only, so it costs little.
    """
    found = quotes.places(quote, text, prefix=prefix, suffix=suffix)
    if len(found) != 1:
        return None
    start, end = found[0]
    before, after = text.endswith(prefix, 0, start), text.startswith(suffix, end)
    if text[start:end] != quote or not before or not after or cut_words(text, start, end):
        return None
    return start, end


UNLINKED = (
    "browsers, which know neither case nor accents, cannot tell its passage from another of the "
    "text, or find no end of it. Quote a little more or less to give readers a link to it."
)


def fragment_of(excerpt: Excerpt) -> str | None:
    """The text directive that leads to an excerpt's passage alone, encoded; empty if none does.

    None where the source has no text that proves the excerpt.
    """
    text = excerpt.source.text
    place = standing(excerpt.quote, text, prefix=excerpt.prefix, suffix=excerpt.suffix)
    if place is None:
        return None
    directive = _page(text).directive(*place)
    return encoded(directive) if directive else ""


def link_problem(excerpt: Excerpt) -> str | None:
    """That no link leads to an excerpt's passage alone; None when one does, or nothing is known."""
    if not excerpt.source.url or fragment_of(excerpt) != "":
        return None
    return f"No link leads to the excerpt “{excerpt.slug}”: {UNLINKED}"


@lru_cache(maxsize=1)  # excerpts come source by source, and a text may be large
def _page(text: str) -> TextPage:
    return TextPage(text)


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
