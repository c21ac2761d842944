"""What belongs to the things of a dataset: names, who took part, excerpts, links, answers.

Each function makes the parts of one thing what its entry says, and leaves alone what is so already.
"""

from typing import Any

from timeline.curation.actions import EXCERPT_OWN_FIELDS
from timeline.curation.dataset.read import DatasetEntry
from timeline.curation.dataset.shapes import NAMES
from timeline.curation.dataset.store import Store
from timeline.curation.models import (
    Actor,
    Dispute,
    Event,
    EventLink,
    Excerpt,
    Participation,
    Place,
    Position,
    Source,
    Tie,
)
from timeline.curation.models.events import QUOTE_MAX
from timeline.curation.proof import excerpt_problem, support_problem, tie_problems
from timeline.text.locators import LOCATOR, locate

NAME_FIELDS = tuple(field.name for field in NAMES)


def names(store: Store, entry: DatasetEntry, owner: Actor | Place) -> None:
    """The other names of an actor or a place, in the order of the file."""
    wanted = entry.values["names"]
    manager: Any = owner.names
    old = list(manager.all())
    if [{field: getattr(n, field) for field in NAME_FIELDS} for n in old] == wanted:
        return
    for one in old:
        store.remove(one)
    for number, values in enumerate(wanted, start=1):
        new = manager.model(**{manager.field.name: owner})
        store.save(entry, new, values, path=f"names[{number}].")


def participations(store: Store, entry: DatasetEntry, event: Event) -> None:
    """Who takes part in an event, in the order of the file."""
    wanted = entry.values["actors"]
    old = list(event.participations.all())
    if [{"actor": p.actor.slug, "role": p.role} for p in old] == wanted:
        return
    for one in old:
        store.remove(one)
    for number, values in enumerate(wanted, start=1):
        path = f"actors[{number}]."
        actor = store.find(Actor, entry, f"{path}actor", values["actor"])
        if actor is not None:
            new = Participation(event=event, actor=actor)
            store.save(entry, new, {"role": values["role"]}, path=path)


def locators(store: Store, entry: DatasetEntry) -> None:
    """Where each excerpt stands, which is worked out: a file may leave it out, not say otherwise.

    With no text at hand a file's word is taken, for `verify_excerpts` to check, and without that
    what the desk knows of the same passage.
    """
    known = store.all(Excerpt)
    for number, values in enumerate(entry.values["excerpts"], start=1):
        given, source = values["locator"], store.all(Source).get(values["source"])
        excerpt = known.get(values["slug"])
        if source is not None and source.text:
            worked_out = locate(
                *(values["quote"], source.text),
                prefix=values["prefix"],
                suffix=values["suffix"],
                title=source.title,
            )
            values["locator"] = worked_out
            wrong = given and worked_out and given != worked_out
            message = f"“{given}” is not where the quote stands: that is {worked_out}."
        else:
            wrong = given and not LOCATOR.fullmatch(given)
            message = f"“{given}” is not a place that the program writes, such as “paragraph 4”."
            if not given and excerpt is not None and _same_passage(values, excerpt):
                values["locator"] = excerpt.locator
        if wrong:
            message += " Leave it out; it is worked out from the text."
            store.add(entry.problem(f"excerpts[{number}].locator", message))


def _same_passage(values: dict[str, Any], excerpt: Excerpt) -> bool:
    same = all(getattr(excerpt, name) == values[name] for name in ("quote", "prefix", "suffix"))
    return same and excerpt.source.slug == values["source"]


def excerpts(store: Store, entry: DatasetEntry, event: Event, disputes: set[str]) -> list[Excerpt]:
    """The excerpts of an event; one that the files give to another event now moves there.

    `disputes` are the slugs of those that the files hold: they say themselves which excerpts they
    stand on, any other keeps the excerpts it has. Answers those that other events say otherwise
    now, where they are tied to any.
    """
    changed: list[Excerpt] = []
    wanted = entry.values["excerpts"]
    known = store.all(Excerpt)
    for slug in event.excerpts.values_list("slug", flat=True):
        if slug not in store.given[Excerpt]:
            _remove_excerpt(store, entry, known.pop(slug), disputes)
    for number, values in enumerate(wanted, start=1):
        path = f"excerpts[{number}]."
        if len(values["quote"]) > QUOTE_MAX:
            message = f"has {len(values['quote'])} characters; at most {QUOTE_MAX} may be quoted."
            store.add(entry.problem(f"{path}quote", message))
            continue
        excerpt = known.get(values["slug"]) or Excerpt()
        if excerpt.pk and excerpt.event_id != event.pk and not _may_move(store, excerpt):
            message = (
                f"“{excerpt.slug}” belongs to “{excerpt.event.slug}”, which is not in these files."
            )
            store.add(entry.problem(f"{path}slug", message))
            continue
        source = store.find(Source, entry, f"{path}source", values["source"])
        said_by = store.find(Actor, entry, f"{path}said_by", values["said_by"])
        if source is None:
            continue
        fields = values | {"source": source, "said_by": said_by, "position": number}
        if excerpt.event_id == event.pk and all(
            getattr(excerpt, name) == value for name, value in fields.items()
        ):
            continue
        reworded = excerpt.pk and any(
            getattr(excerpt, name) != fields[name] for name in fields.keys() - EXCERPT_OWN_FIELDS
        )
        if store.save(entry, excerpt, fields | {"event": event}, path=path):
            known[excerpt.slug] = excerpt
            changed += [excerpt] if reworded else []
    return changed


def _may_move(store: Store, excerpt: Excerpt) -> bool:
    """Whether the files, which give an excerpt to another event, speak of its present one too."""
    return excerpt.event.slug in store.given[Event]


def _remove_excerpt(
    store: Store, entry: DatasetEntry, excerpt: Excerpt, disputes: set[str]
) -> None:
    others = excerpt.positions.exclude(dispute__slug__in=disputes)
    for position in others.select_related("dispute"):
        store.add(
            entry.problem(
                "excerpts",
                f"“{excerpt.slug}” is gone from the file, but gives the answer “{position.answer}” "
                f"in the dispute “{position.dispute.slug}”. Take it out of that dispute first.",
            )
        )
    for tie in excerpt.ties.select_related("event"):
        if tie.event.slug in store.given[Event]:
            store.remove(tie)  # its own entry says what it is tied to
        else:
            message = f"“{excerpt.slug}” is gone from the file, but carries “{tie.event.slug}” too."
            store.add(entry.problem("excerpts", f"{message} Take it off that event first."))
            return
    excerpt.positions.clear()
    store.remove(excerpt)


def ties(store: Store, entry: DatasetEntry, event: Event) -> None:
    """The excerpts of other events that carry an event too, in the order of the file."""
    wanted = entry.values["ties"]
    old = list(Tie.objects.filter(event=event).select_related("excerpt"))
    if [{"excerpt": t.excerpt.slug, "stance": t.stance} for t in old] == wanted:
        return
    for one in old:
        store.remove(one)
    for number, values in enumerate(wanted, start=1):
        path = f"ties[{number}]."
        excerpt = store.find(Excerpt, entry, f"{path}excerpt", values["excerpt"])
        if excerpt is not None:
            new = Tie(event=event, excerpt=excerpt, position=number)
            store.save(entry, new, {"stance": values["stance"]}, path=path)


def proofs(store: Store, entry: DatasetEntry, event: Event) -> None:
    """Note what keeps an event of this entry from being approved, each by its excerpt."""
    stored = list(event.excerpts.select_related("source"))
    tied = Tie.objects.filter(event=event).select_related("excerpt")
    problem = support_problem(event, [*stored, *(tie.as_excerpt() for tie in tied)])
    if problem:
        store.add(entry.problem("excerpts", problem))
    numbers = {values["slug"]: n for n, values in enumerate(entry.values["excerpts"], start=1)}
    for excerpt in stored:
        problem = excerpt_problem(excerpt)
        if problem:
            where = f"excerpts[{numbers[excerpt.slug]}].quote" if excerpt.slug in numbers else ""
            store.add(entry.problem(where, problem))


def tie_proofs(store: Store, entry: DatasetEntry, event: Event) -> None:
    """Note each tied excerpt of an approved event that belongs to one which never was approved."""
    for problem in tie_problems(event):
        store.add(entry.problem("ties", problem))


def links(store: Store, entry: DatasetEntry, event: Event) -> None:
    """The links of an event to others, in the order of the file."""
    wanted = entry.values["links"]
    old = list(EventLink.objects.filter(event=event).select_related("target"))
    if [{"event": x.target.slug, "kind": x.kind, "note": x.note} for x in old] == wanted:
        return
    for one in old:
        store.remove(one)
    for number, values in enumerate(wanted, start=1):
        path = f"links[{number}]."
        target = store.find(Event, entry, f"{path}event", values["event"])
        if target is not None:
            new = EventLink(event=event, target=target)
            store.save(entry, new, {"kind": values["kind"], "note": values["note"]}, path=path)


def positions(store: Store, entry: DatasetEntry, dispute: Dispute) -> None:
    """The answers of a dispute, in the order of the file, each with its excerpts."""
    wanted = entry.values["positions"]
    answers = [values["answer"] for values in wanted]
    old = {position.answer: position for position in dispute.positions.all()}
    # Answers are shown in the order in which they were made: only a new last one can be added.
    staying = [answer for answer in old if answer in answers]
    in_order = staying == answers[: len(staying)]
    for answer, position in old.items():
        if not in_order or answer not in answers:
            store.remove(position)
    for number, values in enumerate(wanted, start=1):
        path = f"positions[{number}]."
        if values["answer"] in answers[: number - 1]:
            message = f"“{values['answer']}” is given twice; put its excerpts into one answer."
            store.add(entry.problem(f"{path}answer", message))
            continue
        kept = old.get(values["answer"]) if in_order else None
        _position(store, entry, kept or Position(dispute=dispute), values, path)


def _position(
    store: Store, entry: DatasetEntry, position: Position, values: dict[str, Any], path: str
) -> None:
    if not values["excerpts"]:
        store.add(entry.problem(f"{path}excerpts", "must name at least one excerpt."))
    fields = {"answer": values["answer"], "note": values["note"]}
    if store.save(entry, position, fields, path=path):
        found = [
            store.find(Excerpt, entry, f"{path}excerpts[{number}]", slug)
            for number, slug in enumerate(values["excerpts"], start=1)
        ]
        position.excerpts.set([excerpt for excerpt in found if excerpt is not None])
