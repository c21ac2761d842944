"""The command that publishes: what it prints, and how it ends."""

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.editions.corpus import ferry
from timeline.curation.users import dataset_user
from timeline.editions.models import Edition


@pytest.fixture
def ready(desk):
    ferry(desk)
    dataset_user()
    return desk


def said(capsys):
    return capsys.readouterr().out


def test_it_publishes_and_counts_events(ready, capsys):
    call_command("publish", "--note", "The first.")
    assert said(capsys) == "Published edition 1: 2 events, 2 added, 0 changed, 0 withdrawn.\n"
    assert Edition.objects.get().published_by.username == "dataset"
    ready.change(ready.events["start"], title="Again")
    ready.withdraw("stop")
    call_command("publish", "--note", "The second.", "--by", "editor")
    assert said(capsys) == "Published edition 2: 1 events, 0 added, 1 changed, 1 withdrawn.\n"
    assert Edition.objects.get(pk=2).published_by.username == "editor"


def test_if_none_publishes_the_first_edition_only(ready, capsys):
    call_command("publish", "--note", "The first.", "--if-none")
    assert said(capsys).startswith("Published edition 1")
    ready.withdraw("stop")
    call_command("publish", "--note", "The second.", "--if-none")
    assert said(capsys) == "An edition is public already; nothing was published.\n"
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--note", " "], "Write a note that tells the public what this edition changes."),
        (["--note", "n", "--by", "nobody"], "There is no user “nobody”. Nothing was published."),
        ([], "the following arguments are required: --note"),
    ],
)
def test_refused(ready, options, message):
    with pytest.raises(CommandError) as raised:
        call_command("publish", *options)
    assert message in str(raised.value)
    assert raised.value.returncode == 1
    assert Edition.objects.count() == 0


def test_refused_when_nothing_differs(ready):
    call_command("publish", "--note", "The first.")
    with pytest.raises(CommandError, match="Nothing differs from what is public"):
        call_command("publish", "--note", "Again.")


def test_whoever_publishes_needs_no_password(ready):
    factories.editor("edith")
    call_command("publish", "--note", "n", "--by", "edith")
    assert Edition.objects.get().published_by.username == "edith"
