"""Excerpts whose quote is not, or not once, in the text that their source has now."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass

from timeline.curation.models import Excerpt, Source
from timeline.curation.proof import passage_problem

TEXTS_AT_ONCE = 40  # texts that one page reads; the rest is read by the next
_KEPT = 50_000
# A quote that stands in a text stands in it for ever, so each is looked up once in a process.
_verdicts: OrderedDict[str, str] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Recheck:
    """An excerpt that does not stand, and why, as the end of a sentence about it."""

    excerpt: int
    problem: str


@dataclass(frozen=True, slots=True)
class Rechecks:
    """What was found; `unread` excerpts are of texts that were not read this time."""

    failing: list[Recheck]
    unread: int


def rechecks() -> Rechecks:
    """Every excerpt of a source with a text, against that text; at most two queries."""
    rows = list(
        Excerpt.objects.exclude(source__text="")
        .order_by("source_id", "pk")
        .values_list("pk", "quote", "prefix", "suffix", "source_id", "source__text_sha256")
    )
    keys = {pk: _key(quote, prefix, suffix, sha) for pk, quote, prefix, suffix, _, sha in rows}
    lacking = dict.fromkeys(row[4] for row in rows if keys[row[0]] not in _verdicts)
    reading = list(lacking)[:TEXTS_AT_ONCE]
    texts = (
        dict(Source.objects.filter(pk__in=reading).order_by().values_list("pk", "text"))
        if reading
        else {}
    )
    failing: list[Recheck] = []
    unread = 0
    for pk, quote, prefix, suffix, source, _ in rows:
        verdict = _verdicts.get(keys[pk])
        if verdict is None and source in texts:
            verdict = passage_problem(quote, texts[source], prefix=prefix, suffix=suffix) or ""
            _keep(keys[pk], verdict)
        if verdict is None:
            unread += 1
        elif verdict:
            failing.append(Recheck(pk, verdict))
    return Rechecks(failing, unread)


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _keep(key: str, verdict: str) -> None:
    _verdicts[key] = verdict
    if len(_verdicts) > _KEPT:
        _verdicts.popitem(last=False)
