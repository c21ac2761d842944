"""What describes the files of an edition, read by programs that others read such things with."""

import json

import pytest
from frictionless import Package
from rocrate.rocrate import ROCrate

from tests.editions.test_redact import redacted  # noqa: F401  # a fixture
from timeline.editions import files, packages
from timeline.editions.models import Edition, Record

NAMES = ["edition.json", "records.jsonl", "digests.txt"]


@pytest.fixture
def folder(republished, tmp_path):
    """The files of the second edition, as dump_editions and export_site write them."""
    edition = Edition.objects.get(pk=2)
    files.write_edition(tmp_path, edition)
    return tmp_path / "editions" / "2"


def test_they_stand_beside_the_files_and_at_addresses(client, folder):
    names = [name for name in files.NAMES if name not in files.PROOFS.values()]
    assert sorted(one.name for one in folder.iterdir()) == sorted(names)
    for name in names:
        answered = b"".join(client.get(f"/editions/2/{name}"))
        assert answered == (folder / name).read_bytes(), name


def valid(package):
    report = package.validate()
    return report.flatten(["type", "note"])


def test_frictionless_reads_the_records_as_a_table(folder):
    package = Package(str(folder / "datapackage.json"))
    assert valid(package) == []
    assert (package.name, package.version) == ("aftermath-edition-2", "2")
    assert package.homepage == "http://testserver/editions/2/"
    assert package.licenses == [
        {"path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}
    ]
    assert [one.path for one in package.resources] == NAMES
    rows = package.get_resource("records").read_rows()
    assert len(rows) == Record.objects.in_edition(2).count()
    (row,) = [one for one in rows if (one["kind"], one["slug"]) == ("event", "closing")]
    assert row["document"]["title"] == "The Old Bridge closes"
    assert (row["since"], row["redacted"]) == (1, None)


def test_frictionless_says_what_was_changed(folder):
    text = (folder / "records.jsonl").read_bytes()
    (folder / "records.jsonl").write_bytes(text.replace(b"The Old Bridge", b"The Odd Bridge", 1))
    assert [one for one, _ in valid(Package(str(folder / "datapackage.json")))] == ["hash-count"]


def test_redactions_are_a_column(redacted, tmp_path):  # noqa: F811
    files.write_edition(tmp_path, Edition.objects.get(pk=2))
    package = Package(str(tmp_path / "editions" / "2" / "datapackage.json"))
    assert valid(package) == []
    rows = package.get_resource("records").read_rows()
    assert [one["slug"] for one in rows if one["redacted"]] == ["review"]


def test_every_member_of_a_line_is_described(folder):
    lines = (folder / "records.jsonl").read_text().splitlines()
    assert {name for line in lines for name in json.loads(line)} | {"redacted"} == set(
        packages.FIELDS
    )


def test_an_archive_reads_the_crate(folder):
    crate = ROCrate(str(folder))
    edition = Edition.objects.get(pk=2)
    root = crate.root_dataset
    assert root["identifier"] == f"sha256:{edition.sha256}"
    assert (root["version"], root["description"]) == ("2", edition.note)
    assert root.datePublished.isoformat() == "2026-04-02T12:00:00+00:00"
    assert crate.license["name"] == "CC BY 4.0"
    assert root["publisher"]["name"] == "Aftermath"
    assert [one.id for one in crate.data_entities] == NAMES
    for one in crate.data_entities:
        assert one["contentSize"] == str((folder / one.id).stat().st_size)
    (listed,) = [one for one in crate.data_entities if one.id == "digests.txt"]
    assert listed["sha256"] == edition.sha256


def test_a_crate_is_flat_and_names_nothing_that_it_has_not(folder):
    graph = json.loads((folder / "ro-crate-metadata.json").read_text())["@graph"]
    known = {one["@id"] for one in graph}
    assert len(known) == len(graph)
    for entity in graph:
        for name, value in entity.items():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict):
                    assert list(one) == ["@id"], (entity, name)
                    assert one["@id"] in known or one["@id"] == packages.PROFILE
