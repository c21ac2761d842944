"""The lists that the dashboard counts: what is in each, and how a page shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse

from timeline.curation.actions.source_desk import MAY_MARK
from timeline.curation.models import Event, Excerpt
from timeline.curation.models.lexicon import lines_of
from timeline.curation.proof import Fallen, excerpts_with_text, to_recheck
from timeline.desk import queues
from timeline.reports.models import SoughtWord

SHOWN = 200  # rows of a page
_WORDINGS = 5  # of a term that are shown


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A line of a list: what it is, what to know about it, and where to work on it."""

    title: str
    url: str
    facts: tuple[str, ...] = ()
    edit_url: str = ""
    edit_says: str = "Edit"
    note: str = ""  # the reason of the last decision, or what is wrong
    note_by: str = ""
    find_url: str = ""  # where an excerpt is looked for in its source's text


@dataclass(frozen=True, slots=True)
class WorkRows:
    """The lines of a list, or of one of its pages, and how many pages it has."""

    rows: list[WorkRow]
    pages: int = 1


@dataclass(frozen=True, slots=True)
class WorkList:
    """A list of work under its heading; `empty` is what stands there when nothing is to do."""

    heading: str
    explanation: str
    empty: str
    rows: Callable[[AbstractBaseUser, int], WorkRows]  # for whom, which page


def _queue(name: str) -> Callable[[AbstractBaseUser, int], WorkRows]:
    def rows(person: AbstractBaseUser, number: int) -> WorkRows:
        return WorkRows([event_row(event) for event in queues.in_queue(name, person)[:SHOWN]])

    return rows


def event_row(event: Any) -> WorkRow:
    """An event of `queues.in_queue`."""
    facts = [event.when.short, event.get_stage_display().capitalize()]
    if event.edited_by:
        facts.append(f"edited by {event.edited_by}")
    if event.open_comments:
        plural = "s" if event.open_comments > 1 else ""
        facts.append(f"{event.open_comments} open comment{plural}")
    against = event.last_decision in {"returned", "taken-back"}
    return WorkRow(
        event.title,
        reverse("desk:review", args=[event.pk]),
        tuple(facts),
        reverse("admin:curation_event_change", args=[event.pk]),
        note=event.last_note or "" if against else "",
        note_by=event.last_by or "" if against else "",
    )


def _single_origin(person: AbstractBaseUser, number: int) -> WorkRows:
    events = Event.objects.filter(pk__in=queues.origins().single()[:SHOWN]).by_date()
    return WorkRows(
        [
            WorkRow(
                event.title,
                reverse("desk:review", args=[event.pk]),
                (event.when.short, event.get_stage_display().capitalize()),
                reverse("admin:curation_event_change", args=[event.pk]),
            )
            for event in events
        ]
    )


def _unarchived(person: AbstractBaseUser, number: int) -> WorkRows:
    return WorkRows(
        [
            WorkRow(
                source.title,
                reverse("admin:curation_source_change", args=[source.pk]),
                (source.publisher.name, source.slug),
            )
            for source in queues.unarchived()[:SHOWN]
        ]
    )


def _texts(person: AbstractBaseUser, number: int) -> WorkRows:
    rows = []
    for thing in queues.unapproved_texts()[:SHOWN]:
        kind = str(thing._meta.model_name)
        said = f"edited by {thing.edited_by}" if thing.edited_by else "not edited at the desk"
        rows.append(
            WorkRow(
                str(thing),
                reverse(f"admin:curation_{kind}_approve", args=[thing.pk]),
                (kind.capitalize(), said),
                reverse(f"admin:curation_{kind}_change", args=[thing.pk]),
            )
        )
    return WorkRows(rows)


def _recheck(person: AbstractBaseUser, number: int) -> WorkRows:
    pages = excerpts_with_text()
    may_mark = person.has_perms(MAY_MARK)  # type: ignore[attr-defined]
    fallen = to_recheck(pages.get_page(number))
    return WorkRows(
        [_fallen_row(one, _look_for(one.excerpt) if may_mark else "") for one in fallen],
        pages.num_pages,
    )


def _fallen_row(one: Fallen, find_url: str) -> WorkRow:
    event, source = one.excerpt.event, one.excerpt.source
    return WorkRow(
        f"{one.excerpt.slug}: {one.excerpt}",
        reverse("desk:review", args=[event.pk]),
        (event.title, event.get_stage_display().capitalize(), str(source)),
        reverse("admin:curation_excerpt_change", args=[one.excerpt.pk]),
        note=one.problem,
        find_url=find_url,
    )


def _look_for(excerpt: Excerpt) -> str:
    """The source desk, with the excerpt's quote looked for in the text of the source."""
    address = reverse("admin:curation_source_read", args=[excerpt.source_id])
    asked = {"excerpt": excerpt.slug, "quote": excerpt.quote}
    return f"{address}?{urlencode(asked, quote_via=quote)}#mark-panel"


def _idle_terms(person: AbstractBaseUser, number: int) -> WorkRows:
    return WorkRows(
        [
            WorkRow(
                term.name,
                reverse("admin:curation_term_change", args=[term.pk]),
                (", ".join(lines_of(term.words)[:_WORDINGS]), term.slug),
            )
            for term in queues.idle_terms()[:SHOWN]
        ]
    )


def _sought(person: AbstractBaseUser, number: int) -> WorkRows:
    may_add = person.has_perm("curation.add_term")  # type: ignore[attr-defined]
    return WorkRows([_sought_row(one, may_add) for one in SoughtWord.objects.all()[:SHOWN]])


def _sought_row(one: SoughtWord, may_add: bool) -> WorkRow:
    times = "once" if one.count == 1 else f"{one.count:,} times"
    add = f"{reverse('admin:curation_term_add')}?{urlencode({'words': one.word})}"
    search = f"{reverse('timeline')}?{urlencode({'q': one.word})}"
    return WorkRow(one.word, search, (times,), add if may_add else "", "Make a term of it")


QUEUES = {
    "waiting": WorkList(
        "Waiting for me",
        "In review, and not edited last by you where two people are needed.",
        "Nothing waits for your decision.",
        _queue("waiting"),
    ),
    "returned": WorkList(
        "Returned to me",
        "Sent back by an editor, with a reason.",
        "Nothing was sent back to you.",
        _queue("returned"),
    ),
    "mine": WorkList(
        "Mine",
        "Drafts and events in review that you edited last.",
        "You have no event in the works.",
        _queue("mine"),
    ),
    "unpublished": WorkList(
        "Approved and unpublished",
        "Approved or withdrawn, and waiting for the next edition.",
        "Everything that is decided is published.",
        _queue("unpublished"),
    ),
    "texts": WorkList(
        "Own words to approve",
        "Site, story and gaps that were changed since somebody approved them. Readers see them as "
        "they were.",
        "All that the timeline says of itself is approved.",
        _texts,
    ),
}
CONCERNS = {
    "unsourced": WorkList(
        "Drafts without an excerpt",
        "They cannot be approved as they are.",
        "Every draft has an excerpt.",
        _queue("unsourced"),
    ),
    "single-origin": WorkList(
        "Events on a single origin",
        "Only one publisher’s own words support them, however many copies there are.",
        "Every event stands on two or more independent origins.",
        _single_origin,
    ),
    "unarchived": WorkList(
        "Sources without an archived copy",
        "Excerpts are copied from them, and the page may vanish.",
        "Every source in use has an archived copy.",
        _unarchived,
    ),
    "recheck": WorkList(
        "Excerpts to check again",
        "The text that their source has now does not hold them word for word, exactly once. They "
        "stay here until it does; their events cannot be approved before.",
        "Every excerpt stands in the text of its source, where there is a text.",
        _recheck,
    ),
}
VOCABULARY = {
    "idle-terms": WorkList(
        "Terms that find nothing",
        "Entries of the search lexicon that lead to no event of the latest edition.",
        "Every term finds an event.",
        _idle_terms,
    ),
    "sought": WorkList(
        "What readers looked for in vain",
        "Words of searches that are in no event, the most frequent first. Only words and how "
        "often are kept, nothing of who asked. A term of the lexicon can lead such a word to what "
        "it means.",
        "No reader has looked for a word that is in no event.",
        _sought,
    ),
}
CONCERNS |= VOCABULARY
LISTS = QUEUES | CONCERNS
