"""Links to passages in Chromium, on pages of our own: what it marks, and by which rules."""

import io
import random
import unicodedata

import pytest
from PIL import Image
from playwright.sync_api import Page as BrowserPage

from timeline.text.quote_addresses import encoded, link
from timeline.text.quote_folding import fold_text
from timeline.text.quote_links import Page
from timeline.text.quote_words import edge

pytestmark = pytest.mark.corpus("published")

STYLE = (
    "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><style>body{font:16px/28px "
    "monospace;color:#fff}::target-text{background:#f00;color:#f00}</style>"
)
# Each character that is drawn: what it is, the middle of its box, whether it is to be marked.
CHARACTERS = """() => {
  const [from, to] = ["from", "to"].map((id) => document.getElementById(id));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node; (node = walker.nextNode());) {
    const inside =
      from.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING &&
      to.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
    for (let i = 0; i < node.data.length; i++) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const box = range.getBoundingClientRect();
      if (box.width >= 1 && node.data[i].trim()) {
        found.push([node.data[i], box.left + box.width / 2, box.top + box.height / 2, !!inside]);
      }
    }
  }
  return [scrollY, found];
}"""


@pytest.fixture
def marks(new_context, site_url):
    """marks(html, directive): what the browser marks of a page, and what "[" and "]" enclose."""
    context = new_context(viewport={"width": 1200, "height": 900})
    page: BrowserPage = context.new_page()
    served = {}
    page.route(
        f"{site_url}/of-our-own/**",
        lambda route: route.fulfill(
            body=served["html"], content_type="text/html; charset=utf-8", status=200
        ),
    )

    def check(html: str, directive: str) -> tuple[str, str]:
        html = html.replace("[", "<i id=from></i>", 1).replace("]", "<i id=to></i>", 1)
        served["html"] = f"{STYLE}<body>{html}"
        served["number"] = served.get("number", 0) + 1
        page.goto(link(f"{site_url}/of-our-own/{served['number']}", directive))
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"
        )
        image = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
        scrolled, found = page.evaluate(CHARACTERS)
        red, wanted = [], []
        for number, (char, x, y, inside) in enumerate(found):
            level = image.getpixel((int(x), int(y + scrolled)))
            if level[0] > 200 and level[1] < 80:
                red.append((number, char))
            if inside:
                wanted.append((number, char))
        return red, wanted

    return check


P = "<p>{}</p>".format

# HTML with the passage in brackets, the text that is kept of it
PAGES = {
    "once": (P("The gate [was shut] again."), "The gate [was shut] again."),
    "after a headline that begins alike": (
        "<h2>The board said it would open the gate</h2>" + P("The fence is old.")
        + P("[The board said it would open the north gate in spring after engineers had walked "
            "along every metre of the old fence.] It rained."),
        ("The board said it would open the gate\nThe fence is old.\n[The board said it would open "
         "the north gate in spring after engineers had walked along every metre of the old fence.] "
         "It rained."),
    ),
    "case and accents": (
        P("The cafe opened.") + P("The CAFÉ shut.") + P("The [Café] was sold."),
        "The cafe opened.\nThe CAFÉ shut.\nThe [Café] was sold.",
    ),
    "decomposed letters": (
        P("Cafe Cafe\u0301 one") + P("a [Café] two"), "Cafe Cafe\u0301 one\na [Café] two",
    ),
    "part of a longer word before": (
        P("The Iranian side.") + P("It was [Iran] that met."),
        "The Iranian side.\nIt was [Iran] that met.",
    ),
    "inside of a word": (P("Iran, the [Iran]ian side."), "Iran, the [Iran]ian side."),
    "the end of a word": (P("likely, un[likely] so"), "likely, un[likely] so"),
    "a number with a footnote": (
        P("In [1998]<sup>13</sup> it was."), "In [1998]13 it was.",
    ),
    "a raised number inside": (
        P("[In 1998<sup>13</sup> it] was."), "[In 1998¹³ it] was.",
    ),
    "the first of two equal lines": (P("[It came.]") + P("It came."), "[It came.]\nIt came."),
    "the second of two equal lines": (P("It came.") + P("[It came.]"), "It came.\n[It came.]"),
    "the middle of three equal lines": (P("a b") + P("[a b]") + P("a b"), "a b\n[a b]\na b"),
    "list items": (
        "<ul><li>[apple a day<li>two pears]<li>two pears</ul>",
        "[apple a day\ntwo pears]\ntwo pears",
    ),
    "table cells": (
        "<table><tr><td>one<td>[two<tr><td>three]<td>two</table>", "one\n[two\nthree]\ntwo",
    ),
    "line breaks": (P("one two<br>[three four<br>five] six"), "one two\n[three four\nfive] six"),
    "a long passage": (
        P("word " * 30) + P("[" + "word " * 30 + "end] of it"),
        "word " * 30 + "\n[" + "word " * 30 + "end] of it",
    ),
    "joiners": (
        P("میخواهم بروم") + P("گفت [می‌خواهم] بروم"), "میخواهم بروم\nگفت [می‌خواهم] بروم",
    ),
    "soft hyphens": (
        P("so&shy;lei&shy;mani") + P("the [solei&shy;mani] here"),
        "so\xadlei\xadmani\nthe [solei\xadmani] here",
    ),
    "a mark of direction before": (P("abc &rlm;[def] ghi"), "abc \u200f[def] ghi"),
    "a mark of direction behind": (P("abc [def]&rlm; ghi"), "abc [def]\u200f ghi"),
    "marks of direction inside": (
        P("[abc &lrm;def&rlm;, ghi] def"), "[abc \u200edef\u200f, ghi] def",
    ),
    "vowel signs": (P("كتاب قديم") + P("[كِتَابٌ] جديد"), "كتاب قديم\n[كِتَابٌ] جديد"),
    "letters alike in Arabic": (
        P("مدرسه على احمد") + P("[مدرسة علي أحمد] هنا"), "مدرسه على احمد\n[مدرسة علي أحمد] هنا",
    ),
    "digits of other scripts": (P("سال ۱۳۹۸ و [1398] بود"), "سال ۱۳۹۸ و [1398] بود"),
    "Chinese": (P("我们今天[去北京]大学去北京。"), "我们今天[去北京]大学去北京。"),
    "Thai": (P("ประเทศ[ไทย]เป็นประเทศใหญ่"), "ประเทศ[ไทย]เป็นประเทศใหญ่"),
    "emoji": (P("nice 👍 [nice 👍🏽] ok"), "nice 👍 [nice 👍🏽] ok"),
    "two kinds of space": (P("one two, [one&nbsp; two]"), "one two, [one\xa0 two]"),
    "quotation marks": (P("no, 'no', [“no”] said"), "no, 'no', [“no”] said"),
    "the syntax of directives": (P("a [b-c, d & e %] f"), "a [b-c, d & e %] f"),
    "a word with an apostrophe": (P("of Iran, [Iran’s] own"), "of Iran, [Iran’s] own"),
}  # fmt: skip


def test_each_link_marks_its_passage_and_no_other(marks):
    wrong = {}
    for name, (html, text) in PAGES.items():
        start, end = text.index("["), text.index("]") - 1
        directive = Page(text.replace("[", "").replace("]", "")).directive(start, end)
        red, wanted = marks(html, encoded(directive))
        if not wanted or red != wanted:
            wrong[name] = (directive, red, wanted)
    assert not wrong


def test_chromium_finds_no_end_before_a_mark_of_direction_at_the_end_of_a_line(marks):
    # Why such a passage has no link.
    red, wanted = marks(P("abc [def.]&rlm;") + P("ghi"), "text=abc%20def.")
    assert wanted
    assert not red
    assert Page("abc def.\u200f\nghi").directive(4, 8) is None


def test_words_begin_and_end_where_chromium_says(new_context):
    letters = (
        "aé3٣ ـقمیא 한國のカำก.,’':;\"-–_ \xa0\u200c\u200f\u0301²·־،٫/@()。!…%$€😀🏽ªⅫ՜^`ˇ\u200b"
    )
    chance = random.Random(14)
    texts = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(3000)]
    texts += [
        "example.com",
        "U.S. said",
        "it’s Iran’s",
        "1,000.5",
        "l’Iran",
        "한국어는",
        "so\xadlei",
    ]
    page = new_context().new_page()
    segments = page.evaluate(
        """(texts) => {
          const words = new Intl.Segmenter("en", { granularity: "word" });
          return texts.map((text) => [...words.segment(text)].map((part) => part.segment));
        }""",
        texts,
    )
    wrong = []
    for text, parts in zip(texts, segments, strict=True):
        seams, at = set(), 0
        for part in parts:
            seams.add(at)
            at += len(part)
        for offset in range(1, len(text)):
            here = edge(text, offset)
            if (here == "between" and offset not in seams) or (
                here == "inside" and offset in seams
            ):
                wrong.append((text, offset, here))
    assert not wrong


# Blocks whose letters are in use; elsewhere rare forms are equal in browsers and not here.
BLOCKS = (
    *(range(0x20, 0x250), range(0x370, 0x590), range(0x5D0, 0x6FF), range(0x1E00, 0x2070)),
    *(range(0x20A0, 0x20D0), range(0x2100, 0x2184), range(0x2460, 0x24FF), range(0x3040, 0x3100)),
    *(range(0xFB00, 0xFC5E), range(0xFC64, 0xFDFC), range(0xFE80, 0xFEFD), range(0xFF00, 0xFFEF)),
)
RARE = "⅍۽۾ۥۦŀĿ\u037a"


def test_what_chromium_takes_for_equal_is_equal(new_context):
    chars = [
        chr(code)
        for codes in BLOCKS
        for code in codes
        if unicodedata.category(chr(code)) not in ("Cn", "Cc", "Mn", "Mc", "Me")
        and chr(code) not in RARE
    ]
    page = new_context().new_page()
    groups = page.evaluate(
        """(chars) => {
          const { compare } = new Intl.Collator("en", { usage: "search", sensitivity: "base" });
          const groups = [];
          for (const char of chars.sort(compare)) {
            const last = groups.at(-1);
            if (last && compare(last[0], char) === 0) last.push(char);
            else groups.push([char]);
          }
          return groups;
        }""",
        chars,
    )
    assert len(groups) > 500
    assert len(groups) < len(chars)
    wrong = [group for group in groups if len({fold_text(f"a{c}b").text for c in group}) > 1]
    assert not wrong
