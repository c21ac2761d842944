"""Which edition a request reads."""

from dataclasses import dataclass

from django.http import HttpRequest

from timeline.editions import snapshot as reading
from timeline.editions.index import Index
from timeline.editions.models import Edition
from timeline.reader.query.parse import clean, edition_number


@dataclass(frozen=True, slots=True)
class Reading:
    """The edition that a request reads, and its index.

    `asked` is the number in the address, or None for the latest; `wrong` is the text of an edition
    that does not exist.
    """

    edition: Edition
    index: Index
    asked: int | None
    wrong: str = ""


def reading_of(request: HttpRequest) -> Reading | None:
    """The edition that `?edition=` names, or the latest; None before the first edition.

    The desk's preview gives its requests a reading of its own, as `given_reading`.
    """
    preview: Reading | None = getattr(request, "given_reading", None)
    if preview is not None:
        return preview
    given = [text for text in map(clean, request.GET.getlist("edition")) if text]
    text = ", ".join(dict.fromkeys(given))  # two different ones are no edition that exists
    number = edition_number(text)
    found = reading.edition(number) if number else None
    if found is not None:
        return Reading(found, reading.index_of(found), found.number)
    latest = reading.latest_edition()
    if latest is None:
        return None
    return Reading(latest, reading.index_of(latest), None, wrong=text)
