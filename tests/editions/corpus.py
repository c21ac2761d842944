"""A timeline of two events for the tests of publishing: a ferry stops, and sails again."""

from tests.timeline_data import Desk

STOPPED = "The ferry stopped at noon."
AGAIN = "It sails again"


def ferry(desk: Desk) -> None:
    """`stop`, told by two sources, and `start`, which names the mayor; nothing published yet."""
    desk.publisher("wire", "North Wire", "news agency")
    desk.publisher("courier", "The Courier")
    desk.publisher("mirror", "The Mirror")
    desk.source("wire-stop", "wire", "Ferry stops")
    desk.source("courier-stop", "courier", "No ferry today")
    desk.source("mirror-copy", "mirror", "Ferry stops, agency says", "wire-stop")
    desk.actor("ada", "Ada Reed", "person", "Mayor.", ("آدا رید", "fa"))
    desk.actor("crew", "The crew", "collective")
    desk.actor("unnamed", "Somebody else")
    desk.place("land", "Northland", "country")
    desk.place("port", "The port", "other", "land", latitude="51.50000", longitude="-0.12500")
    desk.place("elsewhere", "Elsewhere")
    desk.phase("before", "Before")
    desk.phase("after", "Afterwards")
    desk.event(
        "stop", "The ferry stops", "2020-01-03", "before", "decision",
        actors=(("crew", "agent"),), places=("port",),
        excerpts=(
            {"slug": "stop-1", "source": "mirror-copy", "quote": STOPPED},
            {"slug": "stop-2", "source": "courier-stop", "quote": "No ferry since one o'clock"},
        ),
    )  # fmt: skip
    desk.event(
        "start", "The ferry sails again", "2020-02", "after", "development",
        actors=(("ada", "speaker"),),
        excerpts=({"slug": "start-1", "source": "wire-stop", "quote": AGAIN, "said_by": "ada"},),
    )  # fmt: skip
    desk.link("start", "continues", "stop", "the same ferry")
    desk.dispute("when", "When did it stop?", "", {"Noon": ("stop-1",), "One": ("stop-2",)})
