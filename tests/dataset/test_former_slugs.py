"""A renamed entry of a dataset is the same thing; an old address never leads to two."""

import pytest

from tests.dataset.small import FILES, edited, write
from timeline.curation.actions import rename
from timeline.curation.dataset import DatasetError, load
from timeline.curation.dataset.dump import files as files_of_desk
from timeline.curation.models import Actor, Event, Phase, Place, Publisher, Source

# Every mention of the actor “ada” and of the event “closing” under another name.
RENAMED = FILES | {
    "actors.yaml": FILES["actors.yaml"].replace(
        "- slug: ada\n", "- slug: ada-reed\n  former_slugs:\n    - ada\n"
    ),
    "events-closing.yaml": FILES["events-closing.yaml"]
    .replace("- slug: closing\n", "- slug: bridge-closes\n  former_slugs:\n    - closing\n")
    .replace("actor: ada", "actor: ada-reed")
    .replace("said_by: ada", "said_by: ada-reed"),
    "events-after.yaml": FILES["events-after.yaml"].replace(
        "event: closing", "event: bridge-closes"
    ),
}


def problems(folder, files, by):
    with pytest.raises(DatasetError) as raised:
        load(write(folder, files), by=by)
    return [str(problem) for problem in raised.value.problems]


def test_a_renamed_entry_is_the_same_thing(loaded, curator):
    ada, closing = Actor.objects.get(slug="ada"), Event.objects.get(slug="closing")
    report = load(write(loaded, RENAMED), by=curator)
    assert report.created == {}
    assert report.changed == {"actors": ["ada-reed"], "events": ["bridge-closes"]}
    assert (Actor.objects.count(), Event.objects.count()) == (2, 3)
    ada.refresh_from_db()
    closing.refresh_from_db()
    assert (ada.slug, ada.former_slugs) == ("ada-reed", ["ada"])
    assert (closing.slug, closing.former_slugs) == ("bridge-closes", ["closing"])
    assert closing.stage == "approved"
    row = ada.history.first()
    assert (row.history_user, row.history_change_reason) == (
        curator, "Renamed from ada to ada-reed",
    )  # fmt: skip
    assert ada.history.count() == 2
    assert dict(files_of_desk()) == RENAMED


def test_loading_it_again_changes_nothing(loaded, curator):
    write(loaded, RENAMED)
    load(loaded, by=curator)
    report = load(loaded, by=curator)
    assert (report.created, report.changed) == ({}, {})
    assert Actor.objects.get(slug="ada-reed").history.count() == 2


def test_a_rename_and_an_edit_at_once(loaded, curator):
    files = RENAMED | {"actors.yaml": RENAMED["actors.yaml"].replace("Mayor.", "Mayor until 2021.")}
    load(write(loaded, files), by=curator)
    ada = Actor.objects.get(slug="ada-reed")
    assert (ada.description, ada.former_slugs) == ("Mayor until 2021.", ["ada"])
    assert [row.history_change_reason for row in ada.history.all()] == [
        "Loaded from a dataset", "Renamed from ada to ada-reed", "Loaded from a dataset",
    ]  # fmt: skip


def test_every_kind_is_renamed(loaded, curator):
    files = dict(FILES)
    for file, old in (
        ("publishers.yaml", "wire"),
        ("sources.yaml", "wire-bridge"),
        ("places.yaml", "land"),
        ("phases.yaml", "after"),
    ):
        files[file] = files[file].replace(
            f"- slug: {old}\n", f"- slug: new-{old}\n  former_slugs:\n    - {old}\n"
        )
    files["sources.yaml"] = files["sources.yaml"].replace(": wire\n", ": new-wire\n")
    files = {
        name: text.replace("source: wire-bridge", "source: new-wire-bridge")
        .replace("republishes: wire-bridge", "republishes: new-wire-bridge")
        .replace("within: land", "within: new-land")
        for name, text in files.items()
    }
    files["events-new-after.yaml"] = files.pop("events-after.yaml")
    (loaded / "events-after.yaml").unlink()
    report = load(write(loaded, files), by=curator)
    assert report.created == {}
    counts = {m.__name__: m.objects.count() for m in (Publisher, Source, Place, Phase)}
    assert counts == {"Publisher": 2, "Source": 2, "Place": 2, "Phase": 2}
    for model, slug in (
        (Publisher, "new-wire"),
        (Source, "new-wire-bridge"),
        (Place, "new-land"),
        (Phase, "new-after"),
    ):
        assert model.objects.get(slug=slug).former_slugs == [slug.removeprefix("new-")]
    assert dict(files_of_desk()) == files


def test_an_entry_that_leaves_former_slugs_out_does_not_take_them_away(loaded, curator):
    rename(Actor.objects.get(slug="crew"), to="the-crew", by=curator)
    files = {
        name: text.replace("slug: crew\n", "slug: the-crew\n").replace(
            "actor: crew\n", "actor: the-crew\n"
        )
        for name, text in FILES.items()
    }
    load(write(loaded, files), by=curator)
    crew = Actor.objects.get(slug="the-crew")
    assert (crew.former_slugs, crew.history.count()) == (["crew"], 2)


def test_a_new_thing_may_bring_former_slugs(folder, curator):
    load(write(folder, RENAMED), by=curator)
    assert Actor.objects.get(slug="ada-reed").former_slugs == ["ada"]
    assert dict(files_of_desk()) == RENAMED


def test_the_old_slug_of_what_the_desk_renamed_is_no_new_thing(loaded, curator):
    rename(Actor.objects.get(slug="ada"), to="ada-reed", by=curator)
    assert problems(loaded, FILES, curator) == [
        (
            "actors.yaml, line 3: “ada” slug: “ada” was the slug of “ada-reed” on the desk, and "
            "leads there still."
        )
    ]
    assert Actor.objects.count() == 2


def former(entry, *slugs):
    """The actors of the small dataset, one of them with former slugs."""
    lines = "".join(f"    - {slug}\n" for slug in slugs)
    old = f"- slug: {entry}\n"
    return edited("actors.yaml", old, f"{old}  former_slugs:\n{lines}")


CONFLICTS = {
    "two entries had it": (
        former("ada", "old")["actors.yaml"].replace(
            "- slug: crew\n", "- slug: crew\n  former_slugs:\n    - older\n    - old\n"
        ),
        (
            "actors.yaml, line 18: “crew” former_slugs[2]: “old” is a former slug of “ada” in "
            "actors.yaml, line 3 already. Take it out of one."
        ),
    ),
    "another entry has it": (
        former("ada", "crew")["actors.yaml"],
        (
            "actors.yaml, line 5: “ada” former_slugs[1]: “crew” is the slug of the entry in "
            "actors.yaml, line 15. Take it out of one."
        ),
    ),
    "it has it": (
        former("ada", "ada")["actors.yaml"],
        (
            "actors.yaml, line 5: “ada” former_slugs[1]: “ada” is its slug. Name only those that "
            "it had before."
        ),
    ),
    "it is no slug": (
        FILES["actors.yaml"].replace(
            "- slug: ada\n", "- slug: Ada Reed\n  former_slugs:\n    - ada\n"
        ),
        (
            "actors.yaml, line 3: “Ada Reed” slug: “Ada Reed” is no slug. Write lower-case "
            "letters, digits and hyphens: ada-reed."
        ),
    ),
}


@pytest.mark.parametrize(("text", "expected"), CONFLICTS.values(), ids=CONFLICTS)
def test_a_conflict_is_named_with_its_place_and_loads_nothing(loaded, curator, text, expected):
    rows = Actor.history.count()
    assert problems(loaded, {"actors.yaml": text}, curator) == [expected]
    assert Actor.history.count() == rows


def test_two_things_of_the_desk_are_not_made_one_in_passing(loaded, curator):
    actors = FILES["actors.yaml"].partition("- slug: crew")[0]
    text = actors.replace("- slug: ada\n", "- slug: ada\n  former_slugs:\n    - crew\n")
    assert problems(loaded, {"actors.yaml": text}, curator) == [
        (
            "actors.yaml, line 4: “ada” former_slugs: the desk has both “ada” and “crew”, which "
            "this entry says are one. Merge them on the desk, or take the former slug out."
        )
    ]


def test_a_former_slug_that_leads_elsewhere_on_the_desk(loaded, curator):
    rename(Actor.objects.get(slug="crew"), to="the-crew", by=curator)
    actors = FILES["actors.yaml"].partition("- slug: crew")[0]
    text = actors.replace("- slug: ada\n", "- slug: ada\n  former_slugs:\n    - crew\n")
    assert problems(loaded, {"actors.yaml": text}, curator) == [
        (
            "actors.yaml, line 5: “ada” former_slugs[1]: “crew” was the slug of “the-crew” on the "
            "desk, and leads there still."
        )
    ]
