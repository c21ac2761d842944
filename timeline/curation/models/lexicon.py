"""The lexicon of the search: what readers may type for what the timeline says in other words."""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from timeline.curation.models.base import PLAIN, Staged, not_empty, stage_rules
from timeline.curation.models.catalogue import Actor, Place
from timeline.text import names

LONGEST_WORDING = 120


class Term(Staged):
    """A term that readers search by, with other wordings of it.

    A search for the name or for any of its `words` also finds the `equal` wordings, and the
    `broader` ones below them; none of these finds the term through its broader wordings. Of the
    actors and places that it names, it is one more name. A loaded word leads so to events told in
    neutral ones, and the note says why.
    """

    name = models.CharField(
        max_length=LONGEST_WORDING,
        validators=PLAIN,
        help_text="What readers type: “revenge”, “TBI”.",
    )
    words = models.TextField(
        blank=True,
        validators=PLAIN,
        help_text="Other words that readers type for it, one a line, in any language.",
    )
    equal = models.TextField(
        blank=True,
        validators=PLAIN,
        verbose_name="means the same as",
        help_text="Wordings of the timeline that mean the same, one a line.",
    )
    broader = models.TextField(
        blank=True,
        validators=PLAIN,
        verbose_name="is told of as",
        help_text="Wordings of the timeline that say less, or more neutrally, one a line.",
    )
    actors = models.ManyToManyField(
        Actor, blank=True, related_name="terms", help_text="Whom it names."
    )
    places = models.ManyToManyField(
        Place, blank=True, related_name="terms", help_text="Which places it names."
    )
    note = models.CharField(
        max_length=300,
        blank=True,
        validators=PLAIN,
        help_text="For readers who search by it: why these events, where that needs saying.",
    )

    history = HistoricalRecords(m2m_fields=[actors, places])

    class Meta:
        ordering = ["name", "pk"]
        constraints = [not_empty("name", "term_has_name"), *stage_rules("term")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Bring the wordings into lines, each once; refuse one that no search could look for."""
        super().clean()
        problems: dict[str, list[str]] = {}
        for field in ("name", "words", "equal", "broader"):
            lines = lines_of(getattr(self, field))
            for line in lines:
                if not names.tokens(line):
                    problems.setdefault(field, []).append(f"“{line}” has no word to look for.")
                elif len(line) > LONGEST_WORDING:
                    message = f"“{line[:60]}…” is too long: at most {LONGEST_WORDING} characters."
                    problems.setdefault(field, []).append(message)
            setattr(self, field, "\n".join(lines))
        if problems:
            raise ValidationError(problems)


def lines_of(text: str) -> list[str]:
    """The wordings of a field, in their order, each once."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))
