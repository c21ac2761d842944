"""Every kind of mistake in a dataset: named with its place, and nothing is written."""

from pathlib import Path

import pytest

from tests.dataset.small import FILES, edited, write
from timeline.curation.dataset import DatasetError, load
from timeline.curation.dataset import read as reading
from timeline.curation.dataset.dump import files as files_of_desk
from timeline.curation.models import Actor, Event, Publisher, Source

CLOSING, AFTER, DISPUTES = "events-closing.yaml", "events-after.yaml", "disputes.yaml"
ACTORS, PLACES, PHASES = "actors.yaml", "places.yaml", "phases.yaml"
PUBLISHERS, SOURCES = "publishers.yaml", "sources.yaml"

LONG = "word " * 80 + "."  # 401 characters

FIRST_ANSWER = FILES[DISPUTES].partition("    - answer: At one")[0]

# What is changed in which file. What is said of it stands in mistakes.txt, under the same name.
MISTAKES = {
    # -- the file -----------------------------------------------------------------------------
    "not UTF-8": FILES | {ACTORS: b"- slug: ada\n  name: \xff\n"},
    "not YAML": edited(ACTORS, "name: Ada Reed", "name: 'Ada Reed"),
    "tab indentation": edited(ACTORS, "  name: Ada Reed", "\tname: Ada Reed"),
    "a control character": edited(ACTORS, "Mayor.", "May\x07or."),
    "an anchor": edited(ACTORS, "name: Ada Reed", "name: &ada Ada Reed"),
    "an alias": edited(ACTORS, "name: Ada Reed", "name: *ada"),
    "not a list": FILES | {PHASES: "slug: closing\nname: The closing\n"},
    "nested without end": FILES | {PHASES: "[" * 1500 + "]" * 1500},
    "two documents": FILES | {PHASES: FILES[PHASES] + "---\n- slug: more\n"},
    "an unknown file": FILES | {"people.yaml": "- slug: ada\n"},
    "a file of an unknown phase": {
        "events-aftr.yaml" if name == AFTER else name: text for name, text in FILES.items()
    },
    # -- the shape ----------------------------------------------------------------------------
    "an entry without fields": edited(PHASES, "- slug: after\n  name: Afterwards\n", "- after\n"),
    "an unknown field": edited(ACTORS, "  kind: person", "  sort: person\n  kind: person"),
    "an unknown field further in": edited(CLOSING, "      role: speaker", "      rol: speaker"),
    "a missing field": edited(ACTORS, "  kind: person\n", ""),
    "a missing slug": edited(ACTORS, "- slug: crew\n  name", "- name"),
    "a missing field further in": edited(
        CLOSING, "    - slug: closing-1\n      source", "    - source"
    ),
    "an empty field": edited(ACTORS, "name: Ada Reed", "name:"),
    "a repeated key": edited(ACTORS, "  kind: person\n", "  kind: person\n  kind: state\n"),
    "a list for a value": edited(ACTORS, "kind: person", "kind: [person]"),
    "a value for a list": edited(CLOSING, "  places:\n    - bridge\n", "  places: bridge\n"),
    "a value for a part": edited(CLOSING, "    - actor: crew\n", "    - crew\n"),
    "the same place twice": edited(CLOSING, "    - bridge\n", "    - bridge\n    - bridge\n"),
    "a number in words": edited(CLOSING, "position: 2", "position: two"),
    "a number below zero": edited(CLOSING, "position: 2", "position: -2"),
    "a number out of range": edited(CLOSING, "position: 2", "position: 40000"),
    # -- slugs and references -----------------------------------------------------------------
    "a repeated slug": edited(ACTORS, "slug: crew", "slug: ada"),
    "an event in two files": edited(AFTER, "slug: review", "slug: closing"),
    "a repeated slug of an excerpt": edited(CLOSING, "slug: closing-2", "slug: closing-1"),
    "a slug that is none": edited(AFTER, "slug: review", "slug: a review"),
    "an unknown actor": edited(CLOSING, "actor: crew", "actor: crews"),
    "an unknown place": edited(CLOSING, "    - bridge\n", "    - brigde\n"),
    "an unknown source": edited(CLOSING, "source: wire-bridge", "source: wire"),
    "an unknown speaker": edited(CLOSING, "said_by: ada", "said_by: nobody-at-all"),
    "an unknown publisher": edited(SOURCES, "publisher: wire", "publisher: wires"),
    "an unknown event": edited(AFTER, "event: closing", "event: closings"),
    "an unknown excerpt": edited(DISPUTES, "- closing-2", "- closing-3"),
    "an actor that has a mistake": edited(ACTORS, "kind: person", "kind: human"),
    "sources in a circle": edited(
        SOURCES, "  publisher: wire\n", "  publisher: wire\n  republishes: courier-bridge\n"
    ),
    "a place within itself": edited(PLACES, "  kind: country", "  kind: country\n  within: land"),
    "an actor that is part of itself": edited(
        "actors.yaml", "  kind: collective", "  kind: collective\n  part_of: crew"
    ),
    "an actor that is part of nobody": edited(
        "actors.yaml", "  kind: collective", "  kind: collective\n  part_of: navy"
    ),
    "a link to itself": edited(AFTER, "event: closing", "event: opening"),
    "an actor twice": edited(
        CLOSING, "    - actor: crew\n", "    - actor: crew\n    - actor: crew\n"
    ),
    # -- values -------------------------------------------------------------------------------
    "an unknown kind": edited(CLOSING, "kind: decision", "kind: decree"),
    "an unknown trait": edited(
        PUBLISHERS, "  country: IQ", "  traits:\n    - party\n    - third-party\n  country: IQ"
    ),
    "an unknown role": edited(CLOSING, "role: speaker", "role: talker"),
    "an unknown stance": edited(CLOSING, "stance: disputes", "stance: denies"),
    "an unknown stage": edited(AFTER, "stage: draft", "stage: finished"),
    "no date": edited(AFTER, "date: 2020-02", "date: 2020-02-30"),
    "a date as people write it": edited(AFTER, "date: 2020-02", "date: February 2020"),
    "no date of publication": edited(SOURCES, "'2020-01-04'", "4/1/2020"),
    "a time without a zone": edited(CLOSING, "  zone: Asia/Baghdad\n", ""),
    "a zone without a time": edited(CLOSING, "  time: 01:05\n", ""),
    "no time": edited(CLOSING, "time: 01:05", "time: 25:05"),
    "a time with an offset": edited(CLOSING, "time: 01:05", "time: 01:05+03:00"),
    "no zone": edited(CLOSING, "zone: Asia/Baghdad", "zone: Baghdad"),
    "a title too long": edited(AFTER, "title: The bridge opens again", f"title: {'a' * 161}"),
    "a quote too long": edited(CLOSING, "Nobody crossed\n      prefix", f"{LONG}\n      prefix"),
    "no language": edited(CLOSING, "language: fa", "language: Persian"),
    "no country": edited(PUBLISHERS, "country: IQ", "country: Iraq"),
    "an address of a script": edited(
        SOURCES, "url: https://courier.example/bridge?a=1", "url: javascript:alert(1)"
    ),
    "an address on this machine": edited(
        PUBLISHERS, "https://courier.example/", "http://127.0.0.1/"
    ),
    "no digest": edited(SOURCES, "text_sha256: 6dcd4ce2", "text_sha256: 6DCD4CE2"),
    "a latitude out of range": edited(PLACES, "'51.5'", "'91'"),
    "a latitude in words": edited(PLACES, "'51.5'", "north"),
    "a latitude of no number": edited(PLACES, "'51.5'", "NaN"),
    "a latitude too exact": edited(PLACES, "'51.5'", "51.123456"),
    "a latitude alone": edited(PLACES, "  longitude: '-0.125'\n", ""),
    "a tab by an escape": edited(ACTORS, "Mayor.", '"May\\tor."'),
    "a null character by an escape": edited(
        CLOSING, "title: The bridge closes", 'title: "The \\0"'
    ),
    "a lone surrogate by an escape": edited(ACTORS, "Mayor.", '"\\ud800"'),
    "a lone surrogate in a reference": edited(CLOSING, "actor: crew", 'actor: "\\ud800"'),
    "a lone surrogate in a name of a field": edited(
        ACTORS, "  kind: person", '  kind: person\n  "\\ud800": x'
    ),
    # -- what makes an event stand ------------------------------------------------------------
    "an approved event without an excerpt": edited(AFTER, "  stage: draft\n", ""),
    "an event that nothing supports": edited(
        AFTER, "        It is open.\n", "        It is open.\n      stance: context\n"
    ),
    "a dispute with one answer": FILES | {DISPUTES: FIRST_ANSWER},
    "a dispute without answers": edited(
        DISPUTES, FILES[DISPUTES][FILES[DISPUTES].index("  positions:") :], "  positions: []\n"
    ),
    "an answer without an excerpt": edited(DISPUTES, "      excerpts:\n        - closing-1\n", ""),
    "an answer twice": edited(DISPUTES, "answer: At one", "answer: At noon"),
}

SAID: dict[str, list[str]] = {}
for line in Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8").splitlines():
    if line.startswith("## "):
        SAID[line.removeprefix("## ")] = problems = []
    elif line:
        problems.append(line)


def nothing_is_written():
    return not any(model.objects.exists() for model in (Publisher, Source, Actor, Event))


def problems_of(folder, by):
    with pytest.raises(DatasetError) as raised:
        load(folder, by=by)
    assert str(raised.value) == "\n".join(str(problem) for problem in raised.value.problems)
    return [str(problem) for problem in raised.value.problems]


def test_every_mistake_has_its_words():
    assert list(SAID) == list(MISTAKES)
    assert len(MISTAKES) > 60


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_and_nothing_is_written(tmp_path, curator, name):
    found = problems_of(write(tmp_path, MISTAKES[name]), curator)
    assert found == SAID[name]
    assert nothing_is_written()
    for problem in found:
        problem.encode()  # whatever is wrong with a file can be printed


@pytest.mark.parametrize(
    "name",
    [
        "an unknown field",
        "a repeated slug",
        "an actor twice",
        "a quote too long",
        "an approved event without an excerpt",
        "an answer twice",
    ],
)
def test_a_mistake_leaves_what_the_desk_has_as_it_was(loaded, curator, name):
    for path in loaded.iterdir():
        path.unlink()
    problems_of(write(loaded, MISTAKES[name]), curator)
    assert dict(files_of_desk()) == FILES


def test_all_mistakes_are_named_at_once(tmp_path, curator):
    files = edited(ACTORS, "kind: person", "kind: human")
    files[PLACES] = files[PLACES].replace("'51.5'", "'91'")
    files[CLOSING] = files[CLOSING].replace("kind: decision", "kind: decree")
    files[DISPUTES] = files[DISPUTES].replace("question: When did it close?", f"question: {LONG}")
    found = problems_of(write(tmp_path, files), curator)
    assert [problem.partition(": ")[0] for problem in found] == [
        "actors.yaml, line 5",
        "places.yaml, line 7",
        "events-closing.yaml, line 11",
        "disputes.yaml, line 4",
    ]


def test_mistakes_of_all_files_are_named_at_once(tmp_path, curator):
    files = {name: text + "- sulg: a\n" for name, text in FILES.items()}
    found = problems_of(write(tmp_path, files), curator)
    assert {problem.partition(",")[0] for problem in found} == set(FILES)


# -- passages of a text that the desk has ---------------------------------------------------------

TEXT = (
    "The bridge was closed at noon. It is open. Noon came. The bridge was open again. It is open."
)


@pytest.fixture
def with_text(loaded):
    source = Source.objects.get(slug="wire-bridge")
    source.text, source.text_sha256 = TEXT, ""
    source.full_clean()
    source.save()
    (loaded / SOURCES).write_text(
        FILES[SOURCES].replace(
            "6dcd4ce23d88e2ee9568ba546c007c63d9131c1b3d8c8d1d4a0fdb9a6e1fb1f2", source.text_sha256
        ),
        encoding="utf-8",
    )
    return loaded


def test_a_quote_that_is_not_in_the_text(with_text, curator):
    files = edited(CLOSING, "The bridge was closed at noon.", "The bridge was shut at noon.")
    assert problems_of(write(with_text, {CLOSING: files[CLOSING]}), curator) == [
        (
            "events-closing.yaml, line 23: “closing” excerpts[1].quote: The excerpt “closing-1” is "
            "not in the text of “wire-bridge”. The nearest passage is “The bridge was closed at "
            "noon.”."
        )
    ]


def test_a_quote_that_ends_inside_of_a_word(with_text, curator):
    files = edited(CLOSING, "The bridge was closed at noon.", "The bridge was closed at no")
    assert problems_of(write(with_text, {CLOSING: files[CLOSING]}), curator) == [
        (
            "events-closing.yaml, line 23: “closing” excerpts[1].quote: The excerpt “closing-1” "
            "ends inside of the word “noon” of the text of “wire-bridge”. Quote whole words: “The "
            "bridge was closed at noon”."
        )
    ]


def test_a_quote_that_is_in_the_text_twice(with_text, curator):
    files = edited(AFTER, "title: The bridge opens again", "title: It opens")
    found = problems_of(write(with_text, {AFTER: files[AFTER]}), curator)
    assert len(found) == 1
    assert found[0].startswith(
        "events-after.yaml, line 11: “opening” excerpts[1].quote: The excerpt “opening-1” is 2 "
        "times in the text of “wire-bridge”: "
    )


def test_a_quote_that_its_prefix_tells_apart(with_text, curator):
    files = edited(AFTER, "        It is open.\n", '        It is open.\n      prefix: "noon. "\n')
    report = load(write(with_text, {AFTER: files[AFTER]}), by=curator)
    assert report.changed["events"] == ["opening"]


def test_a_draft_may_hold_a_quote_that_is_not_proven(with_text, curator):
    files = edited(CLOSING, "  importance: major", "  importance: major\n  stage: draft")
    text = files[CLOSING].replace("The bridge was closed at noon.", "The bridge was shut at noon.")
    load(write(with_text, {CLOSING: text}), by=curator)
    assert Event.objects.get(slug="closing").stage == "draft"


def test_an_excerpt_of_an_event_that_no_file_names_stays_there(loaded, curator):
    (loaded / AFTER).unlink()
    files = edited(CLOSING, "slug: closing-2", "slug: opening-1")
    files[DISPUTES] = files[DISPUTES].replace("        - closing-2\n", "")
    assert problems_of(write(loaded, {n: files[n] for n in (CLOSING, DISPUTES)}), curator) == [
        (
            "events-closing.yaml, line 27: “closing” excerpts[2].slug: “opening-1” belongs to "
            "“opening”, which is not in these files."
        )
    ]


# -- folders --------------------------------------------------------------------------------------


def test_a_folder_that_is_none(tmp_path, curator):
    missing = tmp_path / "missing"
    assert problems_of(missing, curator) == [f"{missing}, line 1: is not a folder."]


def test_a_folder_without_files(tmp_path, curator):
    assert problems_of(tmp_path, curator) == [f"{tmp_path}, line 1: holds no .yaml file."]


def test_a_file_that_is_a_folder(tmp_path, curator):
    (tmp_path / ACTORS).mkdir()
    assert problems_of(tmp_path, curator) == [
        "actors.yaml, line 1: cannot be read: Is a directory."
    ]


def test_a_file_that_is_too_large(folder, curator, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 800)
    assert problems_of(folder, curator) == [
        "events-closing.yaml, line 1: has more than 800 bytes; split it."
    ]


def test_other_files_of_a_folder_are_left_alone(folder, curator):
    (folder / "README.md").write_text("What this is.")
    assert load(folder, by=curator).created["actors"] == ["ada", "crew"]
