"""Finding the twins of a source whenever it is saved, and what people say of them.

Each source's text is kept as some of its runs of words (`timeline.text.shingles`), in a table with
an index, so that a new text is compared with the few that share rare runs with it, not with all.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from timeline.curation.actions.editing import record_change
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Source, SourcePrint, TextMark, Twin
from timeline.curation.models.likeness import APART_MAX, TwinKind
from timeline.text.page_address import page_key
from timeline.text.shingles import Likeness, compared, marks, text_key

COMMON: Final = 200  # sources that share a run of words, which then tells nothing of any
CANDIDATES: Final = 20  # texts that one text is compared with word for word
SHARED: Final = 0.05  # of its marks that a candidate has at least
ALIKE: Final = 0.5  # resemblance from which two texts are nearly the same
WITHIN: Final = 0.8  # how much of a shorter text is in a longer one that has it in it
SHORTEST: Final = 30  # words of a text that is not nearly another’s by mere chance
_AT_ONCE: Final = 500  # values of one query


@receiver(post_save, sender=Source)
def _saved(sender: Any, instance: Source, *, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        find_twins(instance)


@transaction.atomic
def find_twins(source: Source, *, anew: bool = False) -> None:
    """Compare a source with all others, where its address or its text is another than it was.

    With `anew` it is compared whatever it was. Pairs that are alike no more are forgotten.
    """
    address = _address(source.url)
    known = SourcePrint.objects.filter(pk=source.pk).first()
    same_text = known is not None and known.made_of == source.text_sha256
    # A digest stays when a text is put with it, which is when the text can be compared.
    with_text = known is not None and bool(known.text_key) == bool(source.text)
    if known and same_text and with_text and known.address == address and not anew:
        return
    made = known or SourcePrint(source=source)
    made.address = address
    if not (same_text and with_text) or anew:
        _keep_marks(made, source)
    made.save()
    values = made.marks.values_list("value", flat=True)
    _keep_twins(source, _alike(made, source.text, list(values)))


def like_sources(text: str, url: str) -> list[tuple[Source, str]]:
    """The sources that are like a page which is not saved yet, each with a word for how."""
    sha256 = hashlib.sha256(text.encode()).hexdigest() if text else ""
    made = SourcePrint(address=_address(url), text_key=text_key(text), made_of=sha256)
    alike = _alike(made, text, marks(text))
    found = Source.objects.filter(pk__in=alike).select_related("publisher").defer("text")
    named = {key: str(TwinKind(kind).label) for key, (kind, _) in alike.items()}
    return [(source, named[source.pk]) for source in found.order_by("slug")]


def _address(url: str) -> str:
    key = page_key(url) if url else ""
    return hashlib.sha256(key.encode()).hexdigest() if key else ""


def _keep_marks(made: SourcePrint, source: Source) -> None:
    made.made_of, made.text_key = source.text_sha256, text_key(source.text)
    made.save()
    made.marks.all().delete()
    found = marks(source.text)
    TextMark.objects.bulk_create([TextMark(of=made, value=one) for one in found], batch_size=1000)


Alike = dict[int, tuple[str, int]]  # by the key of a source: how it is alike, and the share


def _alike(made: SourcePrint, of_text: str, values: list[int]) -> Alike:
    """All sources that are like one, each by its surest likeness; `values` are its marks."""
    others = SourcePrint.objects.all()
    if made.pk is not None:
        others = others.exclude(pk=made.pk)
    found: Alike = {}
    texts = dict(_like_texts(made, of_text, values))
    for key, likeness in texts.items():
        if likeness.held >= WITHIN:
            found[key] = (TwinKind.PART, round(100 * likeness.held))
    if made.address:
        same_page = others.filter(address=made.address).values_list("pk", flat=True)
        found |= dict.fromkeys(same_page, (TwinKind.ADDRESS, 0))
    for key, likeness in texts.items():
        if likeness.resemblance >= ALIKE:
            found[key] = (TwinKind.NEARLY, round(100 * likeness.held))
    same = Q(text_key=made.text_key) & ~Q(text_key="") | Q(made_of=made.made_of) & ~Q(made_of="")
    for key in others.filter(same).values_list("pk", flat=True):
        found[key] = (TwinKind.TEXT, 100)
    return found


def _like_texts(
    made: SourcePrint, of_text: str, values: list[int]
) -> Iterator[tuple[int, Likeness]]:
    """The sources whose texts share rare runs of words with one, and how alike the texts are."""
    shared: Counter[int] = Counter()
    for start in range(0, len(values), _AT_ONCE):
        there = TextMark.objects.filter(value__in=values[start : start + _AT_ONCE])
        often = there.values("value").annotate(n=Count("pk")).filter(n__lte=COMMON)
        rare = list(often.values_list("value", flat=True))
        those = TextMark.objects.filter(value__in=rare).values_list("of_id", flat=True)
        shared.update(key for key in those if key != made.pk)
    least = max(1, round(SHARED * len(values)))
    likely = [key for key, number in shared.most_common(CANDIDATES) if number >= least]
    texts = Source.objects.filter(pk__in=likely).values_list("pk", "text")
    for key, text in texts.iterator(chunk_size=1):
        likeness = compared(of_text, text)
        if likeness.words >= SHORTEST:
            yield key, likeness


def _keep_twins(source: Source, alike: Alike) -> None:
    """Make the stored pairs of a source those that are alike now; a reason stays with its pair."""
    for twin in Twin.objects.filter(Q(first=source) | Q(second=source)):
        other = twin.second_id if twin.first_id == source.pk else twin.first_id
        kind, share = alike.pop(other, ("", 0))
        if not kind:
            twin.delete()
        elif (twin.kind, twin.share) != (kind, share):
            if twin.kind != kind:
                twin.apart, twin.apart_by, twin.apart_at = "", None, None
            twin.kind, twin.share = kind, share
            twin.save()
    for other, (kind, share) in alike.items():
        first, second = sorted((source.pk, other))
        Twin.objects.create(first_id=first, second_id=second, kind=kind, share=share)


# -- what people say of them ----------------------------------------------------------------------


@transaction.atomic
def say_republishes(source: Source, *, original: Source, by: AbstractBaseUser) -> str:
    """Note that a source repeats the text of another: an edit of it, by `by`.

    Answers what became of its stage, as a sentence. Refused where that would lead in a circle.
    """
    stored: Any = Source.objects.select_for_update().get(pk=source.pk)
    stored.republishes = original
    try:
        stored.full_clean()
    except ValidationError as error:
        raise ActionRefusedError(error.messages) from error
    stored._change_reason = f"Republishes {original.slug}"[:100]
    return record_change(stored, by=by)


@transaction.atomic
def set_apart(twin: Twin, *, reason: str, by: AbstractBaseUser) -> Twin:
    """Keep why two like sources count as two origins all the same. Refused without a reason."""
    held = Twin.objects.select_for_update().get(pk=twin.pk)
    held.apart, held.apart_by_id, held.apart_at = reason.strip(), by.pk, timezone.now()
    if not held.apart:
        raise ActionRefusedError(
            "Say why both stand on words of their own: write the reason, which stays with them."
        )
    if len(held.apart) > APART_MAX:
        raise ActionRefusedError(
            f"The reason has {len(held.apart)} characters. Write at most {APART_MAX}."
        )
    try:
        held.full_clean()
    except ValidationError as error:
        raise ActionRefusedError(error.messages) from error
    held.save()
    return held


def find_all_twins(sources: Iterable[Source]) -> int:
    """Compare these sources anew, as after their rows came past `save`; answers how many."""
    number = 0
    for number, source in enumerate(sources, start=1):  # noqa: B007
        find_twins(source, anew=True)
    return number
