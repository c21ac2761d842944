"""The lists that the dashboard counts: what is in each, and how a page shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse

from timeline.curation.actions.source_desk import MAY_MARK
from timeline.curation.models import Event, Excerpt
from timeline.curation.models.lexicon import lines_of
from timeline.curation.proof import Fallen, excerpts_with_text, to_recheck
from timeline.desk import queue_filters, queues
from timeline.desk.links import assign_url, change_url, review_url
from timeline.desk.queue_filters import QueueFilter
from timeline.editions import build
from timeline.editions.kinds import title_of
from timeline.reports.models import SoughtWord

SHOWN = 50  # rows of a page
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
    since: datetime | None = None  # since when it is in its stage
    assign_url: str = ""  # where somebody takes it or gives it back
    assigns: str = ""  # whom its button assigns it to; nobody to give it back


@dataclass(frozen=True, slots=True)
class WorkRows:
    """The lines of one page of a list, how many pages it has, and how many lines these have."""

    rows: list[WorkRow]
    pages: int = 1
    count: int = 0


@dataclass(frozen=True)
class Asked:
    """Who looks at a list or at several, at which page, and what they want to see of it."""

    person: Any
    number: int = 1
    wanted: QueueFilter = queue_filters.ALL

    @cached_property
    def plan(self) -> build.Plan:
        """What the next edition would be, worked out once for all lists that need it."""
        return build.plan()


@dataclass(frozen=True, slots=True)
class WorkList:
    """A list of work under its heading; `empty` is what stands there when nothing is to do."""

    heading: str
    explanation: str
    empty: str
    rows: Callable[[Asked], WorkRows]
    can_filter: bool = False  # by what is `wanted`; others leave it aside


def _page(found: Sequence[Any] | QuerySet[Any], number: int) -> tuple[Any, int, int]:
    """The things of a page, how many pages there are, and how many things."""
    pages = Paginator(found, SHOWN)
    shown = pages.page(number).object_list if number <= pages.num_pages else []
    return shown, pages.num_pages, pages.count


def _queue(name: str, heading: str, explanation: str, empty: str) -> WorkList:
    """A queue of `timeline.desk.queues`."""

    def rows(asked: Asked) -> WorkRows:
        found = queues.in_queue(name, asked.person, asked.wanted)
        shown, pages, count = _page(found, asked.number)
        rows = [thing_row(thing, asked.person) for thing in queues.things(shown)]
        return WorkRows(rows, pages, count)

    return WorkList(heading, explanation, empty, rows, can_filter=True)


def thing_row(thing: Any, person: Any) -> WorkRow:
    """A thing of `queues.things`, for a person who may take it, or give it back."""
    facts = [str(thing._meta.verbose_name).capitalize(), thing.get_stage_display().capitalize()]
    if isinstance(thing, Event):
        facts[0] = thing.when.short
    if thing.edited_by:
        facts.append(f"edited by {thing.edited_by}")
    comments = getattr(thing, "open_comments", 0)
    if comments:
        facts.append(f"{comments} open comment{'s' if comments > 1 else ''}")
    if thing.assigned_to:
        facts.append(f"assigned to {thing.assigned_to}")
    against = thing.last_kind in {"returned", "taken-back"}
    name = person.get_username()
    return WorkRow(
        str(thing),
        review_url(thing),
        tuple(facts),
        change_url(thing),
        assign_url=assign_url(thing),
        assigns="" if thing.assigned_to == name else name,
        note=thing.last_note or "" if against else "",
        note_by=thing.last_by or "" if against else "",
        since=thing.since,
    )


def _event_row(event: Event) -> WorkRow:
    facts = (event.when.short, event.get_stage_display().capitalize())
    return WorkRow(event.title, review_url(event), facts, change_url(event), since=event.since)


def _events(found: QuerySet[Event], number: int) -> WorkRows:
    shown, pages, count = _page(found, number)
    return WorkRows([_event_row(event) for event in shown], pages, count)


def _unsourced(asked: Asked) -> WorkRows:
    return _events(queues.unsourced(), asked.number)


def _unpublished(asked: Asked) -> WorkRows:
    """What the next edition would add, change or withdraw: the lines of the page that publishes."""
    shown, pages, count = _page(asked.plan.lines(), asked.number)
    rows = [
        WorkRow(title_of(kind, document), _desk_url(kind, slug), (kind.capitalize(), verb))
        for kind, slug, verb, document in build.with_documents(shown)
    ]
    return WorkRows(rows, pages, count)


def _held_back(asked: Asked) -> WorkRows:
    waiting = asked.plan.waiting
    shown, pages, count = _page(sorted(waiting), asked.number)
    events = {one.slug: one for one in Event.objects.filter(slug__in=[slug for _, slug in shown])}
    rows = [
        WorkRow(
            events[slug].title,
            review_url(events[slug]),
            (events[slug].when.short,),
            change_url(events[slug]),
            note="It names " + ", ".join(f"the {kind} {name}" for kind, name in waiting[key]),
        )
        for key in shown
        for slug in [key[1]]
        if slug in events
    ]
    return WorkRows(rows, pages, count)


def _desk_url(kind: str, slug: str) -> str:
    """Where a thing of the desk is reviewed; where editions are, for one that is gone."""
    model = apps.get_model("curation", kind)
    thing = model._default_manager.filter(slug=slug).only("pk").first()
    return review_url(thing) if thing else reverse("admin:editions_edition_publish")


def _single_origin(asked: Asked) -> WorkRows:
    return _events(Event.objects.filter(pk__in=queues.origins().single()).by_date(), asked.number)


def _unarchived(asked: Asked) -> WorkRows:
    shown, pages, count = _page(queues.unarchived(), asked.number)
    rows = [
        WorkRow(source.title, change_url(source), (source.publisher.name, source.slug))
        for source in shown
    ]
    return WorkRows(rows, pages, count)


def _strayed(asked: Asked) -> WorkRows:
    shown, pages, count = _page(queues.strayed(), asked.number)
    rows = [
        WorkRow(
            check.source.title,
            reverse("admin:curation_source_read", args=[check.source_id]),
            (check.source.publisher.name, f"looked at on {check.at:%-d %B %Y}"),
            change_url(check.source),
            note=check.says,
        )
        for check in shown
    ]
    return WorkRows(rows, pages, count)


def _recheck(asked: Asked) -> WorkRows:
    pages = excerpts_with_text()
    may_mark = asked.person.has_perms(MAY_MARK)
    fallen = to_recheck(pages.get_page(asked.number))
    return WorkRows(
        [_fallen_row(one, _look_for(one.excerpt) if may_mark else "") for one in fallen],
        pages.num_pages,
        len(fallen),
    )


def _fallen_row(one: Fallen, find_url: str) -> WorkRow:
    event, source = one.excerpt.event, one.excerpt.source
    return WorkRow(
        f"{one.excerpt.slug}: {one.excerpt}",
        review_url(event),
        (event.title, event.get_stage_display().capitalize(), str(source)),
        change_url(one.excerpt),
        note=one.problem,
        find_url=find_url,
    )


def _look_for(excerpt: Excerpt) -> str:
    """The source desk, with the excerpt's quote looked for in the text of the source."""
    address = reverse("admin:curation_source_read", args=[excerpt.source_id])
    asked = {"excerpt": excerpt.slug, "quote": excerpt.quote}
    return f"{address}?{urlencode(asked, quote_via=quote)}#mark-panel"


def _idle_terms(asked: Asked) -> WorkRows:
    shown, pages, count = _page(queues.idle_terms(), asked.number)
    rows = [
        WorkRow(
            term.name, change_url(term), (", ".join(lines_of(term.words)[:_WORDINGS]), term.slug)
        )
        for term in shown
    ]
    return WorkRows(rows, pages, count)


def _sought(asked: Asked) -> WorkRows:
    may_add = asked.person.has_perm("curation.add_term")
    shown, pages, count = _page(SoughtWord.objects.all(), asked.number)
    return WorkRows([_sought_row(one, may_add) for one in shown], pages, count)


def _sought_row(one: SoughtWord, may_add: bool) -> WorkRow:
    times = "once" if one.count == 1 else f"{one.count:,} times"
    add = f"{reverse('admin:curation_term_add')}?{urlencode({'words': one.word})}"
    search = f"{reverse('timeline')}?{urlencode({'q': one.word})}"
    return WorkRow(one.word, search, (times,), add if may_add else "", "Make a term of it")


QUEUES = {
    "waiting": _queue(
        "waiting",
        "Waiting for me",
        "In review, and without changes of yours where two people are needed. What waits longest "
        "comes first.",
        "Nothing waits for your decision.",
    ),
    "assigned": _queue(
        "assigned",
        "Assigned to me",
        "What you took, or an editor assigned to you, until it comes to another stage.",
        "Nothing is assigned to you.",
    ),
    "returned": _queue(
        "returned",
        "Returned to me",
        "Sent back by an editor, with a reason.",
        "Nothing was sent back to you.",
    ),
    "mine": _queue(
        "mine",
        "Mine",
        "Drafts and what is in review that you edited last.",
        "You have nothing in the works.",
    ),
    "unpublished": WorkList(
        "Approved and unpublished",
        "What the next edition adds, changes or withdraws, as the page says that publishes it.",
        "Everything that is decided is published.",
        _unpublished,
    ),
    "held-back": WorkList(
        "Approved, and held back",
        "Approved events that name something which nobody has approved. They are published once "
        "somebody has.",
        "Nothing is held back.",
        _held_back,
    ),
}
EVERYTHING = {
    "all": _queue(
        "all",
        "All in the works",
        "Every draft and all that is in review, of everybody. What waits longest comes first.",
        "Nothing is in the works.",
    ),
}
CONCERNS = {
    "unsourced": WorkList(
        "Drafts without an excerpt",
        "They cannot be approved as they are.",
        "Every draft has an excerpt.",
        _unsourced,
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
    "strayed": WorkList(
        "Originals that are gone, moved or changed",
        "What the last look of check_sources found otherwise than it was. An archived copy keeps "
        "what the page said.",
        "No original that was looked at is gone, moved or changed.",
        _strayed,
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
LISTS = QUEUES | EVERYTHING | CONCERNS
BY_PERSON = ("waiting", "assigned", "returned", "mine")  # queues that differ from person to person
