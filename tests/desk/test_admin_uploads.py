"""In and out by the admin: upload, see, confirm; nothing is written that was not shown."""

import io
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.dataset import test_local_times as local_times
from tests.dataset.small import FILES, edited
from tests.desk.pages import messages_of
from timeline.curation.dataset import archives, budget
from timeline.curation.dataset.archives import pack
from timeline.curation.dataset.csv_sources import read_table
from timeline.curation.dataset.dump import files as files_of_desk
from timeline.curation.dataset.problems import DatasetError
from timeline.curation.dataset.read import Reader
from timeline.curation.models import Actor, Event, Source, Upload

pytestmark = pytest.mark.django_db
UPLOAD = reverse("admin:curation_upload_changelist")
EXPORT = reverse("admin:curation_upload_export")


def confirm_url(upload):
    return reverse("admin:curation_upload_confirm", args=(upload.pk,))


def zipped(files=FILES, folder=""):
    return pack((f"{folder}{name}", text.encode()) for name, text in files.items())


def send(client, *files, follow=True):
    """Upload files, each a name and its bytes; answers the page that one ends on."""
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(UPLOAD, {"sent": sent}, follow=follow)


def confirm(client, page):
    upload = page.context["upload"]
    return client.post(confirm_url(upload), {"digest": page.context["trial"].digest}, follow=True)


def problems_of(page):
    return [str(problem) for problem in page.context["problems"]]


@pytest.fixture
def two_eyes(settings):
    settings.FOUR_EYES = False


def test_an_archive_is_shown_first_and_then_loaded(editor_client, editor, two_eyes):
    page = send(editor_client, ("all.zip", zipped(folder="dataset/")))
    trial = page.context["trial"]
    assert [(c.kind, c.slug, c.new) for c in trial.changes if c.kind == "actors"] == [
        ("actors", "ada", True), ("actors", "crew", True),
    ]  # fmt: skip
    assert not Source.objects.exists()
    assert "style=" not in page.content.decode()
    done = confirm(editor_client, page)
    assert messages_of(done)[0].startswith("“all.zip” is loaded. publishers: 2 created, 0 changed")
    assert dict(files_of_desk()) == FILES
    assert Event.objects.get(slug="closing").history.first().history_user == editor
    assert not Upload.objects.exists()


def test_several_files_are_sent_without_an_archive(editor_client, two_eyes):
    page = send(editor_client, *((name, text.encode()) for name, text in FILES.items()))
    confirm(editor_client, page)
    assert dict(files_of_desk()) == FILES


def test_differences_are_shown_by_thing_and_word(editor_client, small_dataset, two_eyes):
    files = edited("actors.yaml", "Mayor.", "Mayor until 2021.")
    files["events-closing.yaml"] = files["events-closing.yaml"].replace(
        "    - actor: crew\n", ""
    ).replace("locator: paragraph 1", "locator: paragraph 2")  # fmt: skip
    page = send(editor_client, ("all.zip", zipped(files)))
    trial = page.context["trial"]
    shown = [(c.slug, c.new, [(f.label, f.old, f.new) for f in c.changes]) for c in trial.changes]
    assert shown == [
        ("ada", False, [("description", "Mayor.", "Mayor until 2021.")]),
        ("closing", False, [
            ("actors", "ada (speaker); crew (participant)", "ada (speaker)"),
            ("excerpts, closing-1: locator", "paragraph 1", "paragraph 2"),
        ]),
    ]  # fmt: skip
    assert trial.unchanged == 12
    text = page.content.decode()
    assert "added: </span> until 2021" in text
    assert Actor.objects.get(slug="ada").description == "Mayor."
    confirm(editor_client, page)
    assert Actor.objects.get(slug="ada").description == "Mayor until 2021."


def test_traits_of_a_publisher_are_shown_and_loaded(editor_client, small_dataset, two_eyes):
    files = edited("publishers.yaml", "    - state-owned\n    - agency\n", "    - reposts\n")
    page = send(editor_client, ("all.zip", zipped(files)))
    [change] = page.context["trial"].changes
    assert [(f.label, f.old, f.new) for f in change.changes] == [
        ("traits", "state-owned; agency", "reposts")
    ]
    confirm(editor_client, page)
    assert dict(files_of_desk()) == files


def test_nothing_to_change_is_said(editor_client, small_dataset, two_eyes):
    page = send(editor_client, ("all.zip", zipped()))
    assert page.context["trial"].changes == []
    assert page.context["trial"].unchanged == 14
    assert "Nothing would change" in page.content.decode()
    assert "Load what is shown" not in page.content.decode()


def test_what_changed_meanwhile_is_shown_anew_and_nothing_is_written(
    editor_client, small_dataset, two_eyes
):
    files = edited("actors.yaml", "Mayor.", "Mayor until 2021.")
    page = send(editor_client, ("all.zip", zipped(files)))
    ada = Actor.objects.get(slug="ada")
    ada.description = "Mayor of the town."
    ada.version += 1
    ada.save()
    again = confirm(editor_client, page)
    assert again.context["changed_meanwhile"]
    assert Actor.objects.get(slug="ada").description == "Mayor of the town."
    [change] = again.context["trial"].changes
    assert change.changes[0].old == "Mayor of the town."
    confirm(editor_client, again)
    assert Actor.objects.get(slug="ada").description == "Mayor until 2021."


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_a_forged_digest_loads_nothing(editor_client, two_eyes, digest):
    page = send(editor_client, ("all.zip", zipped()))
    response = editor_client.post(confirm_url(page.context["upload"]), {"digest": digest})
    assert response.context["changed_meanwhile"]
    assert not Source.objects.exists()


def test_problems_name_file_and_line_and_the_upload_is_kept(editor_client, two_eyes):
    files = edited("actors.yaml", "kind: collective", "kind: crowd")
    page = send(editor_client, ("all.zip", zipped(files)))
    [problem] = problems_of(page)
    assert problem.startswith("actors.yaml, line 15: “crew” kind: “crowd” is not known.")
    assert not Source.objects.exists()
    upload = Upload.objects.get()
    assert editor_client.get(confirm_url(upload)).status_code == 200
    assert editor_client.get(UPLOAD).context["waiting"].get() == upload


def test_an_upload_may_be_dropped(editor_client):
    page = send(editor_client, ("all.zip", zipped()))
    done = editor_client.post(confirm_url(page.context["upload"]), {"drop": "1"}, follow=True)
    assert messages_of(done) == ["“all.zip” was dropped; nothing was loaded."]
    assert not Upload.objects.exists()


def test_nobody_approves_by_a_file_what_they_may_not_approve(editor_client, editor):
    """With four eyes, what a file calls approved goes into review."""
    confirm(editor_client, send(editor_client, ("all.zip", zipped())))
    stages = dict(Event.objects.values_list("slug", "stage"))
    assert stages == {"closing": "in-review", "opening": "in-review", "review": "draft"}
    assert Event.objects.get(slug="closing").edited_by == editor
    again = send(editor_client, ("all.zip", zipped()))
    assert again.context["trial"].changes == []


def test_what_is_approved_already_stays_so(editor_client, small_dataset, two_eyes, settings):
    settings.FOUR_EYES = True
    page = send(editor_client, ("all.zip", zipped()))
    assert page.context["trial"].changes == []
    files = edited("events-after.yaml", "title: The bridge opens again", "title: It opens again")
    page = send(editor_client, ("all.zip", zipped(files)))
    [change] = page.context["trial"].changes
    assert [(f.label, f.old, f.new) for f in change.changes] == [
        ("title", "The bridge opens again", "It opens again"),
        ("stage", "approved", "in-review"),
    ]


def test_a_renamed_entry_is_shown_as_a_change(editor_client, small_dataset, two_eyes):
    files = edited("actors.yaml", "- slug: ada\n", "- slug: ada-reed\n  former_slugs:\n    - ada\n")
    files["events-closing.yaml"] = files["events-closing.yaml"].replace(": ada\n", ": ada-reed\n")
    page = send(editor_client, ("all.zip", zipped(files)))
    [change] = page.context["trial"].changes
    assert [(f.label, f.old, f.new) for f in change.changes] == [
        ("slug", "ada", "ada-reed"), ("former_slugs", "", "ada"),
    ]  # fmt: skip
    confirm(editor_client, page)
    assert dict(files_of_desk()) == files


# -- hostile and broken files ---------------------------------------------------------------------


def archive_of(*files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


BOMB = archive_of(("actors.yaml", b"\0" * 41_000_000))
HOSTILE = {
    "no archive": ([("a.zip", b"PK\3\4 nothing")], "a.zip, line 1: is not a ZIP archive:"),
    "cut": ([("a.zip", zipped()[:500])], "a.zip, line 1: is not a ZIP archive:"),
    "damaged": (
        [("a.zip", zipped()[:60] + b"\xff" * 20 + zipped()[80:])],
        "a.zip, line 1: is",
    ),
    "slip": (
        [("a.zip", archive_of(("../../actors.yaml", b"")))],
        "a.zip, line 1: holds “../../actors.yaml”, which points outside of it.",
    ),
    "absolute": (
        [("a.zip", archive_of(("/etc/actors.yaml", b"")))],
        "a.zip, line 1: holds “/etc/actors.yaml”, which points outside of it.",
    ),
    "bomb": ([("a.zip", BOMB)], "a.zip, line 1: unfolds to more than 40,000,000 bytes;"),
    "too many": (
        [("a.zip", archive_of(*((f"events-{n}.yaml", b"") for n in range(201))))],
        "a.zip, line 1: is one file too many: at most 200 are read at a time.",
    ),
    "twice": (
        [("a.zip", archive_of(("a/actors.yaml", b""), ("b/actors.yaml", b"")))],
        "actors.yaml, line 1: is there twice.",
    ),
    "many bombs": (
        [(f"{n}.zip", archive_of((f"events-{n}.yaml", b"\0" * 15_000_000))) for n in range(3)],
        "2.zip, line 1: unfolds to more than 40,000,000 bytes;",
    ),
    "many files of many archives": (
        [
            (f"{n}.zip", archive_of(*((f"events-{n}-{m}.yaml", b"") for m in range(80))))
            for n in range(3)
        ],
        "2.zip, line 1: is one file too many: at most 200 are read at a time.",
    ),
    "a directory without end": (
        [("a.zip", b"PK\1\2" * 100_000)],
        "a.zip, line 1: holds far too many files;",
    ),
    "brackets": (
        [("actors.yaml", b"- slug: a\n  name: " + b"[" * 100_000)],
        "actors.yaml, line 2: nests lists in lists without end.",
    ),
    "lists in lists": (
        [("actors.yaml", b"- " * 100_000)],
        "actors.yaml, line 1: nests lists in lists without end.",
    ),
    "columns": (
        [("a.csv", b"slug," * 1_000_000)],
        "a.csv, line 1: has 1000001 columns; a source has",
    ),
    "another kind": (
        [("a.zip", archive_of(("run.sh", b"")))],
        "run.sh, line 1: is not a file of a dataset (.yaml, named in lower case), a table of",
    ),
    "an archive in an archive": (
        [("a.zip", archive_of(("b.zip", zipped())))],
        "b.zip, line 1: is not a file of a dataset",
    ),
    "nothing": ([("a.zip", archive_of())], "the upload, line 1: holds no file of a dataset."),
    "unknown": (
        [("people.yaml", b"- slug: a\n")],
        "people.yaml, line 1: is not a file of a dataset. Known are: publishers.yaml,",
    ),
    "table and dataset": (
        [("a.csv", b"slug\n"), ("actors.yaml", b"- slug: a\n")],
        "sources.csv, line 1: is a list of sources: send it by itself, without other files.",
    ),
    "no YAML": ([("actors.yaml", b"- slug: [\n")], "actors.yaml, line 2: is not YAML here:"),
    "too large": (
        [("actors.yaml", b"#" * 10_000_001)],
        "actors.yaml, line 1: is too much: at most 10,000,000 bytes can be sent at a time.",
    ),
}


@pytest.mark.parametrize(("files", "expected"), HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_read_is_named(editor_client, files, expected):
    page = send(editor_client, *files)
    assert page.status_code == 200
    assert problems_of(page)[0].startswith(expected)
    assert not Source.objects.exists()


SPENT = {
    "entries": (b"- slug: a\n" * 1001, "actors.yaml, line 1001: is one entry too many: 1,000 can"),
    "values": (b"- [" + b"a," * 300_000 + b"]", "actors.yaml, line 1: is one value too many:"),
    "rows": (b"slug\n" + b"a\n" * 1001, "a.csv, line 1002: is row 1001; send fewer"),
}


@pytest.mark.parametrize(("content", "expected"), SPENT.values(), ids=SPENT)
def test_an_upload_has_a_budget(editor_client, two_eyes, content, expected):
    name = "a.csv" if content.startswith(b"slug") else "actors.yaml"
    assert problems_of(send(editor_client, (name, content)))[0].startswith(expected)


def test_an_upload_has_its_time(editor_client, two_eyes, monkeypatch):
    monkeypatch.setattr(budget, "SECONDS", 0.0)
    page = send(editor_client, ("all.zip", zipped()))
    assert "was reached after 0 seconds of work; send fewer at a time" in problems_of(page)[0]


def test_a_long_list_takes_linear_time(tmp_path):
    """A list of 100,000 names was compared name by name, which took minutes."""
    names = ", ".join(f"a-{number}" for number in range(20_000))
    (tmp_path / "actors.yaml").write_text(f"- slug: a\n  name: A\n  former_slugs: [{names}]\n")
    start = time.thread_time()
    entries = Reader(tmp_path).read()
    assert time.thread_time() - start < 20
    assert len(entries["actors.yaml"][0].values["former_slugs"]) == 20_000


def test_who_may_not_send_datasets_unpacks_none(curator_client, monkeypatch):
    monkeypatch.setattr(archives, "gather", lambda sent: pytest.fail("was unpacked"))
    assert send(curator_client, ("a.zip", BOMB)).status_code == 403


def test_folders_and_what_systems_add_are_left_out(editor_client, two_eyes):
    files = [("d/", b""), ("__MACOSX/d/._actors.yaml", b"x"), ("d/.DS_Store", b"x")]
    content = archive_of(*files, *((f"d/{n}", t.encode()) for n, t in FILES.items()))
    confirm(editor_client, send(editor_client, ("a.zip", content)))
    assert dict(files_of_desk()) == FILES


@pytest.mark.parametrize(
    ("day", "clock", "fold", "words"),
    [
        ("2020-03-08", "02:30", "", "“closing” time: “02:30” never was in America/New_York"),
        ("2020-11-01", "01:30", "", "“closing” fold: “01:30” was twice in America/New_York"),
        ("2020-11-02", "01:30", "  fold: first\n", "“closing” fold: "),
    ],
)
def test_an_hour_that_never_was_or_was_twice_is_named(editor_client, day, clock, fold, words):
    files = local_times.files(day, clock, fold)
    page = send(editor_client, ("a.zip", zipped(files)))
    assert words in problems_of(page)[0]
    assert not Event.objects.exists()


def test_which_of_two_hours_is_shown_before_it_is_loaded_and_then_kept(editor_client, two_eyes):
    files = local_times.files("2020-11-01", "01:30", "  fold: first\n")
    confirm(editor_client, send(editor_client, ("a.zip", zipped(files))))
    assert Event.objects.get(slug="closing").fold == "first"
    files = local_times.files("2020-11-01", "01:30", "  fold: second\n")
    page = send(editor_client, ("a.zip", zipped(files)))
    assert "second" in page.content.decode()
    confirm(editor_client, page)
    assert Event.objects.get(slug="closing").fold == "second"


@pytest.mark.parametrize("folder", ["ds\\", "ds\\en\\", "ds/en\\"])
def test_archives_whose_folders_are_parted_by_backslashes_are_read(editor_client, two_eyes, folder):
    # ZipInfo would put the separator of this system into the names it is given.
    files = [(folder, b""), (f"{folder}Thumbs.db", b"x"), ("desktop.ini", b"x")]
    content = archive_of(*files, *((f"{folder}{n}", t.encode()) for n, t in FILES.items()))
    confirm(editor_client, send(editor_client, ("a.zip", content)))
    assert dict(files_of_desk()) == FILES


@pytest.mark.parametrize("path", ["..\\actors.yaml", "\\etc\\actors.yaml", "C:\\actors.yaml"])
def test_backslashes_do_not_lead_out_of_an_archive(editor_client, path):
    page = send(editor_client, ("a.zip", archive_of((path, b""))))
    assert problems_of(page) == [f"a.zip, line 1: holds “{path}”, which points outside of it."]


def test_no_file_is_named(editor_client):
    response = editor_client.post(UPLOAD, {})
    assert response.context["form"].errors["sent"] == [
        "Choose at least one file: .yaml, .zip, .csv, .ris, .bib or .json."
    ]
    response = send(editor_client, ("actors.yaml", b""))
    assert response.context["form"].errors["sent"] == ["A file that you chose is empty."]


# -- a table of sources ---------------------------------------------------------------------------

TABLE = """\
slug,title,publisher,published,note
wire-bridge,Bridge is closed,wire,2020-01-04,"A note, with
two lines"
new-source,'=1+1,courier,,
"""


def test_a_curator_imports_a_table_of_sources(
    editor_client, curator_client, curator, small_dataset
):
    page = send(curator_client, ("Sources of May.csv", b"\xef\xbb\xbf" + TABLE.encode()))
    assert [(c.slug, c.new) for c in page.context["trial"].changes] == [
        ("wire-bridge", False), ("new-source", True),
    ]  # fmt: skip
    confirm(curator_client, page)
    wire, new = Source.objects.get(slug="wire-bridge"), Source.objects.get(slug="new-source")
    assert (wire.title, wire.published, wire.note) == (
        "Bridge is closed", "2020-01-04", "A note, with\ntwo lines",
    )  # fmt: skip
    assert (wire.kind, wire.text_sha256[:4]) == ("statement", "6dcd")  # no column, so they stay
    assert (new.title, new.kind, new.language) == ("=1+1", "article", "en")
    assert (new.history.get().history_user, new.history.get().history_change_reason) == (
        curator, "Loaded from a dataset",
    )  # fmt: skip


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators_are_read(editor_client, small_dataset, two_eyes, delimiter):
    text = "title;slug\nBridge, closed;wire-bridge\n".replace(";", delimiter)
    confirm(editor_client, send(editor_client, ("s.csv", text.encode())))
    assert Source.objects.get(slug="wire-bridge").title == "Bridge, closed"


# What spreadsheets write, and the title of the one row in it.
SPREADSHEETS = {
    "a line that says what separates": ("sep=;\nslug;title\nwire-bridge;A, b\n", "A, b"),
    "the same in quotation marks": ('"sep=,"\r\nslug,title\r\nwire-bridge,"A, b"\r\n', "A, b"),
    "a tab": ("SEP=\t\nslug\ttitle\nwire-bridge\tA;b,c\n", "A;b,c"),
    "capitals": ("Slug,TITLE,Published_Note\nwire-bridge,A,\n", "A"),
    "words with spaces": (" Slug , Title ,Published note\nwire-bridge,A,\n", "A"),
    "empty columns at the end": ("slug,title,,,\nwire-bridge,A,,,\n", "A"),
    "an empty column between": ("slug,,title\nwire-bridge,,A\n", "A"),
    "empty cells beyond the columns": ("slug,title\nwire-bridge,A,,\n,,,\n", "A"),
    "quoted words": ("slug,title\nwire-bridge,'-30-'\n", "'-30-'"),
    "quoted words and more": ("slug,title\nwire-bridge,'+1' for all\n", "'+1' for all"),
    "a guarded formula": ("slug,title\nwire-bridge,'=SUM('a')\n", "=SUM('a')"),
    "a guarded dash": ("slug,title\nwire-bridge,'-don't\n", "-don't"),
    "guarded quoted words": ("slug,title\nwire-bridge,''-30-'\n", "'-30-'"),
    "an apostrophe": ("slug,title\nwire-bridge,'tis\n", "'tis"),
}


@pytest.mark.parametrize(("table", "title"), SPREADSHEETS.values(), ids=SPREADSHEETS)
def test_tables_are_read_as_spreadsheets_write_them(small_dataset, table, title):
    (entry,) = read_table(table.encode())
    assert (entry.slug, entry.values["title"]) == ("wire-bridge", title)


def test_a_table_keeps_its_lines_under_a_line_that_says_what_separates(small_dataset):
    with pytest.raises(DatasetError) as refused:
        read_table(b"sep=;\nslug;title;\nwire-bridge;A;B\n")
    assert [problem.line for problem in refused.value.problems] == [3]


TABLES = {
    "no header": ("", ["is empty"]),
    "blank": ("\n\n", ["s.csv, line 1: is empty. Its first line names columns: slug,"]),
    "unknown and repeated columns": (
        "slug,titel,slug\n",
        [
            "s.csv, line 1: “titel” (column 2) is not a column. Known are: slug, title,",
            "s.csv, line 1: column 3, “slug”, is there twice.",
        ],
    ),
    "no slug": ("title\nx\n", ["s.csv, line 1: has no column “slug”, which says what each"]),
    "bad cells": (
        "slug,published,kind\nwire-bridge,yesterday,poem\n\ncourier-bridge,2020,article\n",
        [
            "s.csv, line 2: “wire-bridge” published: ",
            "s.csv, line 2: “wire-bridge” kind: “poem” is not known.",
        ],
    ),
    "unknown publisher": (
        'slug,title,publisher\nwire-bridge,"a\nb",wire\nnew,New,wir\n',
        [
            "s.csv, line 4: “new” publisher: “wir” is not the slug of any publisher. Did you",
        ],
    ),
    "too many cells": ("slug,title\na,b,c\n", ["s.csv, line 2: has 3 cells, but"]),
    "a new one lacks its title": (
        "slug,publisher,title\nnew,wire,\n",
        ["s.csv, line 2: “new” title: is empty; it must be given."],
    ),
    "a new one without the column": (
        "slug,title\nnew,New\n",
        ["s.csv, line 2: “new” publisher: is missing; it must be given."],
    ),
    "an open quotation mark": ('slug,title\nwire-bridge,"x\n', ["s.csv, line 2: is not CSV"]),
    "twice": (
        "slug,title\nwire-bridge,A\nwire-bridge,B\n",
        ["s.csv, line 3: “wire-bridge” slug: is given already in s.csv, line 2."],
    ),
    "UTF-16": ("slug\n".encode("utf-16"), ["s.csv, line 1: is UTF-16. Save it as"]),
    "Latin-1": (
        b"slug,title\nwire-bridge,caf\xe9\n",
        ["s.csv, line 2: is not UTF-8 text: byte 27 is 0xe9. Save it as “CSV UTF-8”."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), TABLES.values(), ids=TABLES)
def test_bad_cells_are_named_by_line_and_column(
    editor_client, small_dataset, two_eyes, table, expected
):
    content = table if isinstance(table, bytes) else table.encode()
    page = send(editor_client, ("s.csv", content))
    if not content:
        assert page.context["form"].errors["sent"] == ["A file that you chose is empty."]
        return
    problems = problems_of(page)
    assert len(problems) == len(expected)
    for problem, start in zip(problems, expected, strict=True):
        assert problem.startswith(start)
    assert Source.objects.get(slug="wire-bridge").title == "Bridge closes"


# -- out ------------------------------------------------------------------------------------------


def test_the_export_is_the_whole_desk_and_comes_in_again(editor_client, small_dataset, two_eyes):
    response = editor_client.get(EXPORT)
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith('attachment; filename="aftermath-desk-')
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == FILES
    assert "stage: draft" in FILES["events-after.yaml"]
    assert editor_client.get(EXPORT).content == response.content
    page = send(editor_client, ("desk.zip", response.content))
    assert page.context["trial"].changes == []


# -- who ------------------------------------------------------------------------------------------


def test_who_may_what(reader_client, curator_client, editor_client):
    stranger = factories.client_of(factories.user("stefan", is_staff=True))
    for method in ("get", "post"):
        for address in (UPLOAD, EXPORT, f"{UPLOAD}1/"):
            assert getattr(reader_client, method)(address).url.startswith("/admin/login/")
        assert getattr(stranger, method)(UPLOAD).status_code == 403
    assert stranger.get(EXPORT).status_code == 403
    assert (curator_client.get(UPLOAD).status_code, curator_client.get(EXPORT).status_code) == (
        200, 200,
    )  # fmt: skip
    assert send(curator_client, ("all.zip", zipped())).status_code == 403
    assert curator_client.post(EXPORT).status_code == 405
    assert curator_client.put(UPLOAD).status_code == 405


def test_an_upload_is_for_who_sent_it(editor_client):
    page = send(editor_client, ("all.zip", zipped()))
    upload = page.context["upload"]
    other = factories.client_of(factories.editor("else"))
    assert other.get(confirm_url(upload)).status_code == 404
    assert other.post(confirm_url(upload), {"drop": "1"}).status_code == 404
    assert editor_client.get(f"{UPLOAD}{'9' * 30}/").status_code == 404


def test_few_uploads_are_kept(editor_client):
    for number in range(7):
        send(editor_client, (f"{number}.zip", zipped()))
    assert [upload.name for upload in Upload.objects.all()] == [
        "6.zip", "5.zip", "4.zip", "3.zip", "2.zip",
    ]  # fmt: skip
