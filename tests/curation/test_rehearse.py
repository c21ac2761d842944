"""Doing a thing to see what it does, and taking it back."""

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from timeline.curation.actions.rehearse import rehearse
from timeline.curation.models import Actor

pytestmark = pytest.mark.django_db


def slugs():
    return sorted(Actor.objects.values_list("slug", flat=True))


def test_what_is_written_can_be_read_within_and_is_gone_after():
    factories.actor(slug="ada")
    with rehearse():
        factories.actor(slug="ben")
        Actor.objects.filter(slug="ada").update(slug="adah")
        assert slugs() == ["adah", "ben"]
    assert slugs() == ["ada"]


def test_only_the_block_is_taken_back_of_a_transaction():
    with transaction.atomic():
        factories.actor(slug="ada")
        with rehearse():
            factories.actor(slug="ben")
        assert slugs() == ["ada"]
        factories.actor(slug="cora")
    assert slugs() == ["ada", "cora"]


def test_what_is_answered_from_within_is_answered():
    def answer():
        with rehearse():
            factories.actor(slug="ada")
            return slugs()

    assert answer() == ["ada"]
    assert slugs() == []


def test_what_is_raised_within_is_raised_and_taken_back():
    def fail():
        with rehearse():
            factories.actor(slug="ada")
            raise LookupError("as it was raised")

    with pytest.raises(LookupError, match="as it was raised"):
        fail()
    assert slugs() == []


def test_what_the_database_refuses_within_leaves_the_transaction_usable():
    factories.actor(slug="ada")
    with pytest.raises(IntegrityError), rehearse():
        factories.actor(slug="ada")
    assert slugs() == ["ada"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_another_transaction_it_is_one():
    with rehearse():
        factories.actor(slug="ada")
    assert slugs() == []
    factories.actor(slug="ben")
    assert slugs() == ["ben"]
