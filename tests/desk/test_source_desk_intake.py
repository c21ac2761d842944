"""From a file or what was pasted to plain text, or a clear refusal."""

import contextlib
import hashlib
import socket

import pytest

from tests.steps import growth
from timeline.desk.source_desk import intake
from timeline.desk.source_desk.intake import IntakeError, from_file, from_paste

PARAGRAPHS = "".join(
    f"<p>On day {n} the committee met again, and the minister said that it would answer in its "
    "own time, not before.</p>"
    for n in range(1, 9)
)
PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>A page</title></head><body>'
    '<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>'
    f"<article><h1>The committee met</h1>{PARAGRAPHS}</article>"
    "<footer>Imprint and cookies</footer></body></html>"
)


def test_plain_text_is_kept_as_it_is():
    data = "One\u00a0line.\n\n“Another”, سلام 😀\n".encode()
    taken = from_file("a.txt", data)
    assert taken.text == "One\u00a0line.\n\n“Another”, سلام 😀\n"
    assert taken.file_sha256 == hashlib.sha256(data).hexdigest()
    assert taken.text_from == "the file a.txt"
    assert taken.notes == ()


def test_line_breaks_tabs_and_a_byte_order_mark_are_evened_out():
    taken = from_file("a.txt", b"\xef\xbb\xbfa\r\nb\rc\x0cd\te")
    assert taken.text == "a\nb\nc\nd e"
    assert taken.notes == (
        "2 line ends were made line feeds.",
        "1 page break was made a line feed.",
        "1 tab was made a space.",
    )
    assert from_paste("\ufeffa\r\nb").notes == (
        "The byte order mark at its beginning was left out.",
    )


def test_the_main_text_of_a_page_is_taken_without_the_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("It reached for the network.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    taken = from_file("page.html", PAGE.encode())
    lines = taken.text.splitlines()
    assert lines[0] == "The committee met"
    assert lines[1].startswith("On day 1 the committee met again, and the minister said")
    assert "Sport" not in taken.text
    assert "Imprint" not in taken.text
    assert taken.text_from.startswith("the file page.html, main text by trafilatura 2.")


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM", "page", "page.txt"])
def test_html_is_told_by_its_name_or_its_beginning(name):
    assert "<" not in from_file(name, PAGE.encode()).text


def test_html_may_be_kept_as_it_is():
    assert from_file("page.html", PAGE.encode(), kind="text").text == PAGE
    assert from_paste(PAGE, kind="text").text == PAGE


def test_both_doors_look_at_what_comes_through_them():
    assert from_paste(PAGE).text == from_file("page", PAGE.encode()).text
    assert from_paste(PAGE).text.startswith("The committee met")
    plain = "Prices fell: a < b, she wrote in <html> of all things."
    assert from_paste(plain).text == from_file("page", plain.encode()).text == plain
    assert from_paste(PAGE, kind="html").text.startswith("The committee met")


def test_a_declared_encoding_counts():
    page = PAGE.replace("utf-8", "windows-1256").replace("minister", "وزیر")
    with pytest.raises(UnicodeEncodeError):
        page.encode("iso-8859-1")
    page = page.replace("ی", "ي")
    assert "وزير" in from_file("page.html", page.encode("cp1256")).text
    page = '<?xml version="1.0" encoding="iso-8859-1"?>' + PAGE.replace("met", "mét")
    assert (
        "mét again"
        in from_file("page.html", page.replace('<meta charset="utf-8">', "").encode("cp1252")).text
    )
    assert from_file("a.txt", "é".encode("utf-16")).text == "é"
    assert from_file("a.txt", b"\xe9", encoding="windows-1252").text == "é"


@pytest.mark.parametrize(
    ("name", "data", "options", "said"),
    [
        ("a.txt", b"caf\xe9", {}, "“a.txt” is not UTF-8 (byte 4 is 0xe9) and does not say"),
        ("a.txt", b"\xef\xbb\xbf\xff", {}, "is said to have, its byte order mark"),
        ("a.html", b"<meta charset=utf-8>\xe9", {}, "said to have, “utf-8”: byte 21 is 0xe9"),
        ("a.html", b"<meta charset=klingon>", {}, "its encoding is “klingon”, which is not known"),
        ("a.html", b"<meta charset=rot13>", {}, "“rot13”, which is not known"),
        ("a.pdf", b"%PDF-1.7 ...", {}, "“a.pdf” is no text or HTML file"),
        ("a.docx", b"PK\x03\x04...", {}, "“a.docx” is no text or HTML file"),
        ("a.txt", b"", {}, "There is no text in it."),
        ("a.txt", b" \r\n\t ", {}, "There is no text in it."),
        ("a.txt", b"abc\x00d", {}, "Character 4 is the control character U+0000"),
        ("a.txt", b"abc\x1b[1m", {}, "Character 4 is the control character U+001B"),
        ("a.txt", "a\x9f".encode(), {}, "Character 2 is the control character U+009F"),
        ("a.html", b"<html><body></body></html>", {}, "No main text was found in this page."),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_clearly(name, data, options, said):
    with pytest.raises(IntakeError) as refused:
        from_file(name, data, **options)
    assert said in str(refused.value)


def test_a_lone_surrogate_is_refused():
    with pytest.raises(IntakeError, match=r"U\+D800"):
        from_paste("a\ud800")


def test_the_size_is_capped():
    with pytest.raises(IntakeError, match="has 5,242,881 bytes; at most 5,242,880"):
        from_file("a.txt", b"a" * (intake.MAX_BYTES + 1))
    with pytest.raises(IntakeError, match="more than 5,242,880 bytes"):
        from_paste("é" * (intake.MAX_BYTES // 2 + 1))
    assert len(from_file("a.txt", b"a" * intake.MAX_BYTES).text) == intake.MAX_BYTES


@pytest.mark.parametrize(
    ("many", "hostile"),
    [
        (100_000, lambda many: "<html><body>" + "<div>" * many + "x"),
        (500, lambda many: "<!---->" * many + "<p>"),
        (20_000, lambda many: "<meta " * many),
        (50_000, lambda many: "<html><body>" + "&amp;" * many),
    ],
)
def test_hostile_pages_take_no_long_time(many, hostile):
    def reading(many):
        with contextlib.suppress(IntakeError):
            from_file("a.html", hostile(many).encode())

    reading(many)  # would not end, if a pattern tried every way to cut the page up
    assert growth(reading, 500) < 3
