"""What has been published: editions and the records they are made of. Nothing here ever changes."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import connections, models
from django.db.models.functions import Collate

from timeline.editions.kinds import Kind
from timeline.editions.verifier import canonical
from timeline.editions.verifier import sha256 as sha256_of


class ImmutableError(TypeError):
    """Something tried to change or delete what has been published."""


class EditionQuerySet(models.QuerySet["Edition"]):
    def update(self, **values: Any) -> NoReturn:
        raise ImmutableError("Editions are permanent: nothing published is ever changed.")

    def latest_first(self) -> "EditionQuerySet":
        return self.order_by("-number")

    def delete(self) -> NoReturn:
        raise ImmutableError("Editions are permanent: nothing published is ever deleted.")


class Edition(models.Model):
    """One publication of the whole timeline."""

    number = models.PositiveIntegerField(primary_key=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(help_text="What this edition changes and why, for the public.")
    events = models.PositiveIntegerField(help_text="How many events it has.")
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    withdrawn = models.PositiveIntegerField()
    renamed = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(
        "SHA-256",
        max_length=64,
        help_text="Digest of its list (digests.txt), which names the edition before.",
    )
    seal = models.TextField(
        help_text="The lines of that list which are not of records: they tell what was changed."
    )
    search_rules = models.PositiveSmallIntegerField(
        default=1, help_text="The number of the rules by which its events are searched."
    )

    redacted = models.PositiveIntegerField(
        default=0, help_text="The number of the last redaction that touched it."
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        permissions = [("publish_edition", "Can publish an edition")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="edition_numbers_start_at_one"
            ),
            models.CheckConstraint(condition=~models.Q(note=""), name="edition_has_a_note"),
        ]

    def __str__(self) -> str:
        return f"Edition {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError(f"Edition {self.number} is published and cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ImmutableError(f"Edition {self.number} is published and cannot be deleted.")

    @property
    def state(self) -> str:
        """What tells apart all that can be read of editions: its digest, and what was redacted."""
        return f"{self.sha256}-{self.redacted}" if self.redacted else self.sha256


class EditionIndex(models.Model):
    """The index of an edition, as bytes (`timeline.editions.index`), and their digest.

    It is made of the records, so that the list of the edition has nothing of it; the digest tells
    whether the bytes are those that were made.
    """

    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, primary_key=True, related_name="index"
    )
    data = models.BinaryField()
    sha256 = models.CharField("SHA-256", max_length=64, help_text="Digest of the bytes.")

    def __str__(self) -> str:
        return f"Index of edition {self.edition_id}"


class RecordQuerySet(models.QuerySet["Record"]):
    def of_kind(self, kind: str) -> "RecordQuerySet":
        return self.filter(kind=kind)

    def in_edition(self, number: int) -> "RecordQuerySet":
        """The records that edition `number` is made of."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=number), since__lte=number)

    def by_name(self) -> "RecordQuerySet":
        """In the order of kind and slug by code points, which no locale of a database changes."""
        if connections[self.db].vendor != "postgresql":
            return self.order_by("kind", "slug", "since_id")
        return self.order_by(Collate("kind", "C"), Collate("slug", "C"), "since_id")

    def current(self) -> "RecordQuerySet":
        return self.filter(until=None)

    def update(self, **values: Any) -> int:
        """Only `until` may be written, which ends a record and leaves what it says untouched."""
        if set(values) != {"until"}:
            raise ImmutableError("Records are permanent: nothing published is ever changed.")
        return super().update(**values)

    def delete(self) -> NoReturn:
        raise ImmutableError("Records are permanent: nothing published is ever deleted.")


class Record(models.Model):
    """One version of one published thing.

    It is in edition n when `since` <= n and (`until` is null or n < `until`). The document names
    other things by their slugs. `version` is the curated version it was made from. `identity` is
    the slug under which the thing was first public, `statement` the digest of what is said of it,
    and `told` the edition that said this first (`timeline.editions.identity`).
    """

    kind = models.CharField(max_length=20, choices=Kind)
    slug = models.CharField(max_length=120)
    since = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="records_since", db_index=False
    )
    until = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, related_name="records_until"
    )
    document = models.JSONField()
    sha256 = models.CharField("SHA-256", max_length=64)
    version = models.PositiveIntegerField()
    identity = models.CharField(max_length=120)
    statement = models.CharField("SHA-256 of what is said", max_length=64)
    told = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="records_told", db_index=False
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "slug", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug", "since"], name="record_one_version_an_edition"
            ),
            models.UniqueConstraint(
                fields=["kind", "slug"],
                condition=models.Q(until=None),
                name="record_one_current_version",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="record_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="record_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}, since edition {self.since_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError(f"The record of {self.kind} “{self.slug}” cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ImmutableError(f"The record of {self.kind} “{self.slug}” cannot be deleted.")


class ReasonQuerySet(models.QuerySet["Reason"]):
    def update(self, **values: Any) -> NoReturn:
        raise ImmutableError("Reasons are permanent: nothing published is ever changed.")

    def delete(self) -> NoReturn:
        raise ImmutableError("Reasons are permanent: nothing published is ever deleted.")


class Reason(models.Model):
    """Why an edition changed or withdrew one thing that was public before it, for the public.

    A change without a reason of its own is covered by the note of the edition.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="reasons", db_index=False
    )
    kind = models.CharField(max_length=20, choices=Kind)
    slug = models.CharField(max_length=120)
    text = models.TextField()

    objects = ReasonQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "kind", "slug"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "slug"], name="reason_is_given_once"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="reason_says_something"),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="reason_is_for_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"Why edition {self.edition_id} changed {self.kind} {self.slug}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError(f"“{self}” is published and cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ImmutableError(f"“{self}” is published and cannot be deleted.")


class RedactionQuerySet(models.QuerySet["Redaction"]):
    def update(self, **values: Any) -> int:
        """Only `listed` may be written, once: by the edition that lists it."""
        if set(values) != {"listed"}:
            raise ImmutableError("Redactions are permanent, as what is published is.")
        return models.QuerySet.update(self.filter(listed=None), **values)

    def delete(self) -> NoReturn:
        raise ImmutableError("Redactions are permanent, as what is published is.")


class Redaction(models.Model):
    """A passage of one version of a thing that was replaced by a notice, in every edition that has
    it: the one exception to “nothing published is ever changed”.

    `before` is the digest of the document as it was published or last redacted, which the list of
    its edition keeps; `becomes` that of the document with the notice; `signed` says who answers
    for it. `listed` is the edition whose list names the redaction, the next one after it.
    """

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    signed = models.TextField()
    why = models.TextField()
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="redactions")
    before = models.CharField("SHA-256 before", max_length=64)
    becomes = models.CharField("SHA-256 after", max_length=64)
    listed = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, related_name="redactions"
    )

    objects = RedactionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(why="") & ~models.Q(signed=""),
                name="redaction_is_signed_and_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"Redaction {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError(f"{self} is published and cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ImmutableError(f"{self} is published and cannot be deleted.")


class ProofKind(models.TextChoices):
    """What others than us can hold an edition to."""

    SIGNATURE = "signature"  # by a key of the operator (SSHSIG, as `ssh-keygen -Y sign` writes it)
    STAMP = "stamp", "Time stamp"  # by a time-stamping authority (a reply of RFC 3161)


class EditionProof(models.Model):
    """A signature or a time stamp of the list of an edition, added some time after it was
    published (`timeline.editions.proofs`). `said` is who signed, or when it was stamped."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="proofs", db_index=False
    )
    kind = models.CharField(max_length=9, choices=ProofKind)
    data = models.BinaryField(help_text="The file as the tool wrote it.")
    said = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind"], name="proof_is_one_of_its_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=ProofKind.values), name="proof_is_of_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of edition {self.edition_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError(f"“{self}” is public and cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ImmutableError(f"“{self}” is public and cannot be deleted.")


class SearchText(models.Model):
    """That a record can be found by its words (`timeline.editions.search`).

    `key` is the record's own, or that of a part of it: what an event quotes of one of its sources.
    The words themselves are in tables and columns of which each database has its own kind: only
    what it looks up is kept, for the texts are in the records.
    """

    key = models.BigIntegerField(primary_key=True)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="search_text")

    def __str__(self) -> str:
        return f"Terms of {self.record}"


def digest(document: dict[str, Any]) -> str:
    """SHA-256 of a document in canonical JSON: sorted keys, no spaces, UTF-8."""
    return sha256_of(canonical(document))
