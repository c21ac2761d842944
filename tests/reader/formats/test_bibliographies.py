"""The sources of a view as BibTeX, RIS and CSL-JSON, against files typed by hand."""

import json

BIB = """\
@article{courier-bridge,
  author = {{J. Hill}},
  title = {{What happened at the Old Bridge}},
  journal = {The Courier},
  entrysubtype = {newspaper},
  year = {2020},
  month = jan,
  day = {4},
  url = {https://courier.example/courier-bridge},
  language = {en},
  note = {Archived at https://archive.example/courier-bridge},
}

@article{gazette-copy,
  title = {{Bridge closes, agency says}},
  journal = {Evening Gazette},
  entrysubtype = {newspaper},
  year = {2020},
  month = jan,
  day = {4},
  url = {https://gazette.example/gazette-copy},
  language = {en},
  note = {A copy of a text of North Wire.},
}

@article{wire-closing,
  title = {{Old Bridge closes}},
  journal = {North Wire},
  entrysubtype = {newspaper},
  year = {2020},
  month = jan,
  day = {3},
  url = {https://wire.example/wire-closing},
  language = {en},
}
"""

RIS = """\
TY  - NEWS
ID  - courier-bridge
AU  - J. Hill
TI  - What happened at the Old Bridge
T2  - The Courier
PY  - 2020
DA  - 2020/01/04/
LA  - en
UR  - https://courier.example/courier-bridge
N1  - Archived at https://archive.example/courier-bridge
ER  - 
TY  - NEWS
ID  - gazette-copy
TI  - Bridge closes, agency says
T2  - Evening Gazette
PY  - 2020
DA  - 2020/01/04/
LA  - en
UR  - https://gazette.example/gazette-copy
N1  - A copy of a text of North Wire.
ER  - 
TY  - NEWS
ID  - wire-closing
TI  - Old Bridge closes
T2  - North Wire
PY  - 2020
DA  - 2020/01/03/
LA  - en
UR  - https://wire.example/wire-closing
ER  - 
"""  # noqa: W291  the format ends a reference with a space

CSL = [
    {
        "id": "courier-bridge",
        "type": "article-newspaper",
        "title": "What happened at the Old Bridge",
        "author": [{"literal": "J. Hill"}],
        "container-title": "The Courier",
        "issued": {"date-parts": [[2020, 1, 4]]},
        "URL": "https://courier.example/courier-bridge",
        "language": "en",
        "note": "Archived at https://archive.example/courier-bridge",
    },
    {
        "id": "gazette-copy",
        "type": "article-newspaper",
        "title": "Bridge closes, agency says",
        "container-title": "Evening Gazette",
        "issued": {"date-parts": [[2020, 1, 4]]},
        "URL": "https://gazette.example/gazette-copy",
        "language": "en",
        "note": "A copy of a text of North Wire.",
    },
    {
        "id": "wire-closing",
        "type": "article-newspaper",
        "title": "Old Bridge closes",
        "container-title": "North Wire",
        "issued": {"date-parts": [[2020, 1, 3]]},
        "URL": "https://wire.example/wire-closing",
        "language": "en",
    },
]
MAJOR_DECISIONS = "?kind=decision&importance=major"  # the closing alone


def test_bibtex(client, published):
    assert client.get(f"/timeline.bib{MAJOR_DECISIONS}").content.decode() == BIB


def test_ris(client, published):
    content = client.get(f"/timeline.ris{MAJOR_DECISIONS}").content.decode()
    assert content == RIS.replace("\n", "\r\n")


def test_csl_json(client, published):
    assert json.loads(client.get(f"/timeline.csl.json{MAJOR_DECISIONS}").content) == CSL


def test_a_source_of_which_little_is_known(client, published):
    (item,) = json.loads(client.get("/timeline.csl.json?language=fa").content)
    assert item == {
        "id": "wire-persian",
        "type": "article-newspaper",
        "title": "پل قدیمی",
        "container-title": "North Wire",
        "language": "fa",
    }
    assert client.get("/timeline.ris?language=fa").content.decode() == (
        "TY  - NEWS\r\nID  - wire-persian\r\nTI  - پل قدیمی\r\nT2  - North Wire\r\nLA  - fa\r\n"
        "ER  - \r\n"
    )


def test_a_month_is_no_day(client, published):
    (item,) = json.loads(client.get("/timeline.csl.json?kind=development").content)
    assert item["issued"] == {"date-parts": [[2022, 10]]}
    assert "  year = {2022},\n  month = oct,\n  url" in (
        client.get("/timeline.bib?kind=development").content.decode()
    )
    assert "\r\nDA  - 2022/10//\r\n" in (
        client.get("/timeline.ris?kind=development").content.decode()
    )


def test_hostile_text_is_escaped_in_bibtex(client, hostile):
    assert client.get("/timeline.bib").content.decode() == (
        "@article{bad-source,\n"
        "  author = {{+Bobby \\textbraceleft{}Tables\\textbraceright{} and Alice}},\n"
        '  title = {{TY  - ``X" \\textbraceleft{}\\textbraceleft{}unbalanced\\textbraceright{} '
        "\\textbackslash{}end\\textbraceleft{}document\\textbraceright{} \\& <i>é</i> پل}},\n"
        '  journal = {-1+2 ``Bad", \\textbraceleft{}Press\\textbraceright{} \\& <u>Sons</u>},\n'
        "  entrysubtype = {newspaper},\n"
        "  year = {2020},\n"
        "  month = jan,\n"
        "  day = {4},\n"
        "  url = {https://bad.example/a%20b?x=%7B1%7D&y=_2#3},\n"
        "  language = {en},\n"
        "}\n"
    )


def test_marks_that_open_do_so_and_what_is_for_programs_is_left_out(client, published):
    source = published.sources["courier-bridge"]
    published.change(source, title="'Closed' for \"now\", it's said", published="2020-01~")
    published.publish("A title.")
    text = client.get("/timeline.bib?kind=legal-step").content.decode()
    assert "title = {{`Closed' for ``now\", it's said}}" in text
    assert "EDTF" not in text
    assert "note = {Published about January 2020." in text


def test_a_byline_with_a_comma_is_no_family_name(client, published):
    published.change(published.sources["courier-bridge"], byline="Jane Doe, special correspondent")
    published.publish("A byline.")
    text = client.get("/timeline.ris?kind=legal-step").content.decode()
    assert "AU  - " not in text
    assert "N1  - By Jane Doe, special correspondent. Archived at" in text


def test_hostile_text_makes_no_tag_of_ris(client, hostile):
    lines = client.get("/timeline.ris").content.decode().split("\r\n")
    assert [line[:2] for line in lines] == [
        "TY", "ID", "AU", "TI", "T2", "PY", "DA", "LA", "UR", "ER", "",
    ]  # fmt: skip
    assert lines[3] == 'TI  - TY - "X" {{unbalanced} \\end{document} & <i>é</i> پل'
