"""Where things of the desk are read, reviewed and edited."""

from typing import Any

from django.urls import reverse

from timeline.curation.models import Event


def change_url(thing: Any) -> str:
    """The form of a thing."""
    return reverse(f"admin:curation_{thing._meta.model_name}_change", args=[thing.pk])


def review_url(thing: Any) -> str:
    """The page on which a thing is read and decided on."""
    if isinstance(thing, Event):
        return reverse("desk:review", args=[thing.pk])
    return reverse(f"admin:curation_{thing._meta.model_name}_review", args=[thing.pk])


def assign_url(thing: Any) -> str:
    """Where a thing is assigned to somebody, or to nobody."""
    return reverse("desk:assign", args=[thing._meta.model_name, thing.pk])


def twins_url(source: Any) -> str:
    """The page on which somebody says how a source stands to those of the same text."""
    return reverse("admin:curation_source_twins", args=(source.pk,))
