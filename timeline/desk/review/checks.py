"""What is checked of an event before it is approved: for its writer, and for who decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timeline.curation.models import Event, Excerpt, Guess, Source
from timeline.curation.models.base import Staged
from timeline.curation.proof import excerpt_problem, link_problem, support_problem
from timeline.curation.twins import TwinOf
from timeline.curation.unconfirmed import open_guesses, open_guesses_of
from timeline.desk.links import review_url, twins_url


@dataclass(frozen=True, slots=True)
class ReviewCheck:
    """One thing that is missing or weak; `blocks` when the event cannot be approved with it."""

    text: str
    blocks: bool = False
    url: str = ""  # where it is mended, by what `do` says
    do: str = ""
    guess: Guess | None = None  # of the thing, which can be confirmed beside it


def review_checks(
    event: Event, excerpts: Sequence[Excerpt], origins: int, twins: Sequence[TwinOf] = ()
) -> list[ReviewCheck]:
    """Everything that is missing, what keeps the event from approval first.

    `origins` is how many independent origins support it, `twins` are the pairs of its sources that
    are one and not said to be. Reads `event.participations`.
    """
    found = [*_of_excerpts(event, excerpts), *_of_event(event, origins)]
    found += guess_checks(event)
    sources = {excerpt.source.pk: excerpt.source for excerpt in excerpts}
    found += _of_its_sources(list(sources.values()))
    for pair in twins:
        said = f"Of the source “{pair.source.title}”: {pair.problem}"
        found.append(ReviewCheck(said, blocks=True, url=twins_url(pair.source), do="Say it"))
    return sorted(found, key=lambda check: not check.blocks)


def guess_checks(thing: Staged) -> list[ReviewCheck]:
    """The guesses of a thing that nobody has confirmed."""
    return [ReviewCheck(one.problem, blocks=True, guess=one.guess) for one in open_guesses(thing)]


def _of_its_sources(sources: Sequence[Source]) -> Iterator[ReviewCheck]:
    for one in open_guesses_of(sources):
        said = f"Of the source “{one.thing}”: {one.problem}"
        yield ReviewCheck(said, blocks=True, url=review_url(one.thing), do="Look at it")


def _of_excerpts(event: Event, excerpts: Sequence[Excerpt]) -> Iterator[ReviewCheck]:
    if not excerpts:
        yield ReviewCheck(
            "It has no excerpt. Add at least one, copied from its source.", blocks=True
        )
    elif problem := support_problem(event, excerpts):
        yield ReviewCheck(problem, blocks=True)
    for excerpt in excerpts:
        if problem := excerpt_problem(excerpt):
            yield ReviewCheck(problem, blocks=True)
        elif problem := link_problem(excerpt):
            yield ReviewCheck(problem)
        language = excerpt.language.partition("-")[0].lower()
        if language != "en" and not excerpt.translation:
            yield ReviewCheck(
                f"The excerpt “{excerpt.slug}” is in another language ({excerpt.language}) and has "
                "no English translation."
            )
    for source in {excerpt.source.pk: excerpt.source for excerpt in excerpts}.values():
        if not source.text:
            yield ReviewCheck(f"The source “{source}” has no text here to prove its excerpts by.")
        if not source.archived_url:
            yield ReviewCheck(f"The source “{source}” has no archived copy.")


def _of_event(event: Event, origins: int) -> Iterator[ReviewCheck]:
    if origins == 1:
        yield ReviewCheck("It stands on a single origin.")
    if not event.date_basis and not event.date_note:
        yield ReviewCheck("Nothing says how its date is known.")
    for participation in event.participations.all():
        if not participation.actor.description:
            yield ReviewCheck(f"The actor “{participation.actor.name}” has no description.")
