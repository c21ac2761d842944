"""What the tests of all forms share: a corpus that tries to break out of each of them."""

from tests.corpora import corpus
from tests.timeline_data import Desk

HOSTILE_TITLE = '=cmd("a, b"); {x} \\y <b>&amp;</b> ]]> 100% #1 $2 a_b ~ ^'
HOSTILE_QUOTE = '@SUM(1,1) “در ‮سطر‬”\nand, "so" it ends ]]> </style></script>'
# As a page has it, where what turns the reading direction is named.
HOSTILE_SEEN = " ".join(HOSTILE_QUOTE.split()).replace("\u202e", "[U+202E]")
HOSTILE_SOURCE = 'TY  - "X" {{unbalanced} \\end{document} & <i>é</i> پل'


@corpus
def hostile() -> Desk:
    """One event, whose every text would be read as something else by somebody."""
    desk = Desk()
    desk.publisher("bad", '-1+2 "Bad", {Press} & <u>Sons</u>', "=nature()")
    desk.source(
        "bad-source", "bad", HOSTILE_SOURCE, byline="+Bobby {Tables} and Alice",
        url="https://bad.example/a%20b?x=%7B1%7D&y=_2#3", published="2020-01-04",
    )  # fmt: skip
    desk.actor("bobby", "=Bobby; <b>Tables</b>")
    desk.phase("phase", "<Phase> & co")
    desk.event(
        "bad-event", HOSTILE_TITLE, "2020-01-03", "phase", "statement",
        summary="+first line\nsecond, line; \\n ]]> <script>alert(1)</script>",
        actors=(("bobby", "speaker"),),
        excerpts=({"source": "bad-source", "quote": HOSTILE_QUOTE, "said_by": "bobby"},),
    )  # fmt: skip
    desk.publish()
    return desk
