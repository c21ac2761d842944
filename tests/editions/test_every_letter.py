"""One letter changed in any field of a mirror: the program that checks it says in which.

Walks each field of each kind of thing that there is, and each of what an edition says of itself.
"""

import copy
import json
import shutil

import pytest

from tests.golden import HERE
from timeline.editions import verifier
from timeline.editions.kinds import Kind

NOTICE = {
    "number": 1, "at": "2026-05-01T12:00:00Z", "signed": "The editors", "why": "An order.",
    "kind": "event", "slug": "light-goes-out", "since": 1, "sha256": "a" * 64, "becomes": "b" * 64,
}  # fmt: skip
# Of kinds of which these editions have none.
MORE = {
    "story": {"slug": "story", "heading": "A way", "steps": [{"event": "a", "caption": "b"}]},
    "term": {
        "slug": "lamp", "name": "lamp", "words": ["lamps"], "equal": ["light"], "broader": ["a"],
        "actors": ["anna-tolle"], "places": ["b"], "note": "c",
    },
}  # fmt: skip


def record_of(kind, document):
    sha256 = verifier.sha256(verifier.canonical(document))
    named = {"kind": kind, "slug": document["slug"], "identity": document["slug"]}
    return {**named, "document": document, "since": 2, "told": 2, "sha256": sha256,
            "statement": sha256}  # fmt: skip


def write(file, *lines):
    file.write_text("".join(f"{verifier.canonical(one)}\n" for one in lines), encoding="utf-8")


def lines_of(file):
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def mirror(tmp_path_factory):
    """Two editions of the lighthouse; the second lists a redaction, a story and a term, as if there
    were any."""
    folder = tmp_path_factory.mktemp("mirror")
    shutil.copytree(HERE / "1" / "editions", folder / "editions")
    second = folder / "editions" / "2"
    (head,), records = lines_of(second / "edition.json"), lines_of(second / "records.jsonl")
    head["redactions"] = [NOTICE]
    write(second / "edition.json", head)
    records += [record_of(kind, document) for kind, document in MORE.items()]
    records.sort(key=lambda one: (one["kind"], one["slug"]))
    write(second / "records.jsonl", *records)
    listed = "".join(f"{line}\n" for line in verifier.listing(head, records))
    (second / "digests.txt").write_text(listed, encoding="utf-8")
    return folder


def places(value, path=()):
    """The path of every single value in a JSON value; of a list, of its first."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))
    elif isinstance(value, list) and value:
        yield from places(value[0], (*path, 0))
    elif not isinstance(value, list):
        yield path


def changed(value, path):
    """A copy with one letter changed at a place, or with one where there was nothing."""
    found = copy.deepcopy(value)
    inner = found
    for step in path[:-1]:
        inner = inner[step]
    old = inner[path[-1]]
    if isinstance(old, int):
        inner[path[-1]] = old + 1
    else:
        text = old or ""
        inner[path[-1]] = text[:-1] + ("b" if text.endswith("a") else "a")
    return found


def said(folder, capsys):
    """What the program says is not as it was published."""
    assert verifier.main(folder, []) == 1
    return [line for line in capsys.readouterr().out.splitlines() if not line.startswith("edition")]


def test_the_mirror_is_whole_before(mirror, capsys):
    assert verifier.main(mirror, []) == 0
    assert capsys.readouterr().out.endswith("All is as it was published.\n")


def test_every_field_of_what_an_edition_says_of_itself(mirror, capsys):
    file = mirror / "editions" / "2" / "edition.json"
    text = file.read_bytes()
    (head,) = lines_of(file)
    fields = list(places(head))
    assert {path[0] for path in fields} == verifier.HEAD
    for path in fields:
        write(file, changed(head, path))
        told = said(mirror, capsys)
        names = {"reasons": "reason/", "redactions": "redaction/"}
        what = names.get(path[0], f"{path[0]}:")
        if path == ("before",):  # tells of two editions that they are not of one chain
            assert any("editions/1, digests.txt: it has not the digest" in one for one in told)
        assert any(f"editions/2, {what}" in one for one in told), (path, told)
        file.write_bytes(text)


def test_every_field_of_every_kind_of_record(mirror, capsys):
    file = mirror / "editions" / "2" / "records.jsonl"
    text = file.read_bytes()
    records = lines_of(file)
    seen, kinds = set(), set()
    for number, record in enumerate(records):
        name = f"{record['kind']}/{record['slug']}"
        for path in places(record):
            if (record["kind"], path) in seen:
                continue
            seen.add((record["kind"], path))
            other = changed(record, path)
            write(file, *records[:number], other, *records[number + 1 :])
            told = said(mirror, capsys)
            of = (f"{name}:", f"{other['kind']}/{other['slug']}:")
            assert any(f"editions/2, {one}" in line for one in of for line in told), (path, told)
        kinds.add(record["kind"])
    file.write_bytes(text)
    assert kinds == set(Kind.values)
    assert {path[0] for _, path in seen} == verifier.RECORD
    assert len(seen) > 150


def test_every_line_of_the_list(mirror, capsys):
    file = mirror / "editions" / "2" / "digests.txt"
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    for number, line in enumerate(lines):
        other = line[:-1] + ("b" if line.endswith("a") else "a")
        file.write_text("\n".join([*lines[:number], other, *lines[number + 1 :], ""]))
        told = said(mirror, capsys)
        assert any(f"editions/2, {line.split(' ')[0]}:" in one for one in told), (line, told)
    file.write_text(text, encoding="utf-8")


def test_a_record_more_or_less_and_another_order(mirror, capsys):
    file = mirror / "editions" / "2" / "records.jsonl"
    text = file.read_bytes()
    records = lines_of(file)
    first, second, *rest = records
    name = f"editions/2, {first['kind']}/{first['slug']}:"
    for other in ([second, *rest], [first, *records], [{**first, "slug": "new"}, *records]):
        write(file, *other)
        told = said(mirror, capsys)
        new = "editions/2, order:" if other[0] == first else "editions/2, "
        assert any(name in one or new in one for one in told), told
    write(file, second, first, *rest)
    assert any("editions/2, order: not as" in one for one in said(mirror, capsys))
    file.write_bytes(text)
    assert verifier.main(mirror, []) == 0
