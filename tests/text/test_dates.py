"""Strict EDTF: bounds, phrases, order, refusals. Every expectation is typed by hand."""

import itertools
import pickle
from datetime import date, timedelta

import pytest
from edtf.parser import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from timeline.text.dates import DateError, HistoricalDate, parse, read

# EDTF, first day, last day, shape, <time datetime>
BOUNDS = [
    ("2020-01-03", "2020-01-03", "2020-01-03", "day", "2020-01-03"),
    ("2020-02-29", "2020-02-29", "2020-02-29", "day", "2020-02-29"),
    ("2000-02-29", "2000-02-29", "2000-02-29", "day", "2000-02-29"),
    ("2020-01", "2020-01-01", "2020-01-31", "within", "2020-01"),
    ("2019-02", "2019-02-01", "2019-02-28", "within", "2019-02"),
    ("2022-07", "2022-07-01", "2022-07-31", "within", "2022-07"),
    ("2020-12", "2020-12-01", "2020-12-31", "within", "2020-12"),
    ("2020", "2020-01-01", "2020-12-31", "within", "2020"),
    ("0001", "0001-01-01", "0001-12-31", "within", "0001"),
    ("0045-03-15", "0045-03-15", "0045-03-15", "day", "0045-03-15"),
    ("9999", "9999-01-01", "9999-12-31", "within", "9999"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "day", "9999-12-31"),
    # Seasons
    ("2020-21", "2020-03-01", "2020-05-31", "within", None),
    ("2015-22", "2015-06-01", "2015-08-31", "within", None),
    ("2020-23", "2020-09-01", "2020-11-30", "within", None),
    ("2019-24", "2019-12-01", "2020-02-29", "within", None),
    ("2099-24", "2099-12-01", "2100-02-28", "within", None),
    ("9999-24", "9999-12-01", "9999-12-31", "within", None),
    # Unspecified digits
    ("201X", "2010-01-01", "2019-12-31", "within", None),
    ("200X", "2000-01-01", "2009-12-31", "within", None),
    ("19XX", "1900-01-01", "1999-12-31", "within", None),
    ("000X", "0001-01-01", "0009-12-31", "within", None),
    ("2020-XX", "2020-01-01", "2020-12-31", "within", "2020"),
    ("2020-01-XX", "2020-01-01", "2020-01-31", "within", "2020-01"),
    ("2021-02-XX", "2021-02-01", "2021-02-28", "within", "2021-02"),
    ("2020-XX-XX", "2020-01-01", "2020-12-31", "within", "2020"),
    # About, possibly, both
    ("2015~", "2014-01-01", "2016-12-31", "within", None),
    ("2015?", "2015-01-01", "2015-12-31", "within", None),
    ("2015%", "2014-01-01", "2016-12-31", "within", None),
    ("2020-01~", "2019-12-01", "2020-02-29", "within", None),
    ("2020-01-03~", "2020-01-02", "2020-01-04", "within", None),
    ("2020-01-01~", "2019-12-31", "2020-01-02", "within", None),
    ("2020-01-03?", "2020-01-03", "2020-01-03", "day", None),
    ("2015-22~", "2015-03-01", "2015-11-30", "within", None),
    ("2015-21~", "2014-12-01", "2015-08-31", "within", None),
    ("201X~", "2000-01-01", "2029-12-31", "within", None),
    ("0001~", "0001-01-01", "0002-12-31", "within", None),
    ("9999~", "9998-01-01", "9999-12-31", "within", None),
    ("0001-01-01~", "0001-01-01", "0001-01-02", "within", None),
    ("9999-12-31~", "9999-12-30", "9999-12-31", "within", None),
    ("2020-01-XX?", "2020-01-01", "2020-01-31", "within", None),
    # Intervals
    ("2014/2017", "2014-01-01", "2017-12-31", "span", None),
    ("2020-06/2020-07", "2020-06-01", "2020-07-31", "span", None),
    ("2018-05/2020-06", "2018-05-01", "2020-06-30", "span", None),
    ("2020-07-21/2020-07-22", "2020-07-21", "2020-07-22", "span", None),
    ("2020-06-28/2020-07-02", "2020-06-28", "2020-07-02", "span", None),
    ("2019-12-31/2020-01-03", "2019-12-31", "2020-01-03", "span", None),
    ("2020-06-21/2020-06-30", "2020-06-21", "2020-06-30", "span", None),
    ("2020-06/2020-06", "2020-06-01", "2020-06-30", "span", None),
    ("2020-06/2020-06-15", "2020-06-01", "2020-06-15", "span", None),
    ("2020-06-15/2020", "2020-06-15", "2020-12-31", "span", None),
    ("2015-21/2015-22", "2015-03-01", "2015-08-31", "span", None),
    ("2014~/2017?", "2013-01-01", "2017-12-31", "span", None),
    ("2022-09-24/..", "2022-09-24", None, "open", None),
    ("../2019-12", None, "2019-12-31", "open", None),
    ("2022-09-24/", "2022-09-24", None, "open", None),
    ("/2019-12", None, "2019-12-31", "open", None),
    ("2015~/..", "2014-01-01", None, "open", None),
    # One of a set
    ("[2023-02-22,2023-02-23]", "2023-02-22", "2023-02-23", "either", None),
    ("[2020-01-04,2020-01-06,2020-02-01]", "2020-01-04", "2020-02-01", "either", None),
    ("[2020-06,2020-07]", "2020-06-01", "2020-07-31", "within", None),
    ("[2020-12,2021-01]", "2020-12-01", "2021-01-31", "within", None),
    ("[2014,2016]", "2014-01-01", "2016-12-31", "within", None),
    ("[2020-22,2020-23]", "2020-06-01", "2020-11-30", "within", None),
    ("[2020-06-21..2020-06-30]", "2020-06-21", "2020-06-30", "within", None),
    ("[2020-06-01..2020-06-10]", "2020-06-01", "2020-06-10", "within", None),
    ("[2020-06-11..2020-06-20]", "2020-06-11", "2020-06-20", "within", None),
    ("[2020-02-21..2020-02-29]", "2020-02-21", "2020-02-29", "within", None),
    ("[2020-02-21..2020-02-28]", "2020-02-21", "2020-02-28", "within", None),
    ("[2020-01-04..2020-01-07]", "2020-01-04", "2020-01-07", "within", None),
    ("[2020-06..2020-08]", "2020-06-01", "2020-08-31", "within", None),
    ("[2014..2017]", "2014-01-01", "2017-12-31", "within", None),
    ("[..2020-07-22]", None, "2020-07-22", "open", None),
    ("[..2020-07]", None, "2020-07-31", "open", None),
    ("[2020..]", "2020-01-01", None, "open", None),
    ("[2020-01-04,2020-01-06..2020-01-07]", "2020-01-04", "2020-01-07", "within", None),
    ("[..2018,2020-01]", None, "2020-01-31", "open", None),
    ("[..2018,2020..]", None, None, "open", None),
    ("[2014~,2016?]", "2013-01-01", "2016-12-31", "within", None),
    ("[201X,2020-01]", "2010-01-01", "2020-01-31", "within", None),
]

# EDTF, phrase, short
WORDS = [
    ("2020-01-03", "3 January 2020", "3 Jan 2020"),
    ("2020-02-29", "29 February 2020", "29 Feb 2020"),
    ("2000-02-29", "29 February 2000", "29 Feb 2000"),
    ("2020-01", "January 2020", "Jan 2020"),
    ("2019-02", "February 2019", "Feb 2019"),
    ("2022-07", "July 2022", "Jul 2022"),
    ("2020-12", "December 2020", "Dec 2020"),
    ("2020", "2020", "2020"),
    ("0001", "AD 1", "AD 1"),
    ("0045-03-15", "15 March AD 45", "15 Mar AD 45"),
    ("9999", "9999", "9999"),
    ("9999-12-31", "31 December 9999", "31 Dec 9999"),
    # Seasons
    ("2020-21", "spring 2020", "spring 2020"),
    ("2015-22", "summer 2015", "summer 2015"),
    ("2020-23", "autumn 2020", "autumn 2020"),
    ("2019-24", "winter 2019–20", "winter 2019–20"),
    ("2099-24", "winter 2099–2100", "winter 2099–2100"),
    ("9999-24", "winter 9999–10000", "winter 9999–10000"),
    # Unspecified digits
    ("201X", "a year in the 2010s", "a year in the 2010s"),
    ("200X", "a year from 2000 to 2009", "a year from 2000 to 2009"),
    ("19XX", "a year from 1900 to 1999", "a year from 1900 to 1999"),
    ("000X", "a year from 1 BC to AD 9", "a year from 1 BC to AD 9"),
    ("0000", "1 BC", "1 BC"),
    ("-0043-03-15", "15 March 44 BC", "15 Mar 44 BC"),
    ("-0043-03", "March 44 BC", "Mar 44 BC"),
    ("-0043-22", "summer 44 BC", "summer 44 BC"),
    ("-0043-24", "winter 44 BC–43 BC", "winter 44 BC–43 BC"),
    ("0000-24", "winter 1 BC–AD 1", "winter 1 BC–AD 1"),
    ("-1985~", "about 1986 BC", "c. 1986 BC"),
    ("-198X", "a year from 1990 BC to 1981 BC", "a year from 1990 BC to 1981 BC"),
    ("-000X", "a year from 10 BC to 1 BC", "a year from 10 BC to 1 BC"),
    ("-04XX?", "possibly a year from 500 BC to 401 BC", "a year from 500 BC to 401 BC?"),
    ("Y12000", "AD 12000", "AD 12000"),
    ("Y170000002?", "possibly AD 170000002", "AD 170000002?"),
    ("Y-12000", "12001 BC", "12001 BC"),
    ("-0043-03-15/-0043-03-17", "15 to 17 March 44 BC", "15–17 Mar 44 BC"),
    ("-0043/0014", "44 BC to AD 14", "44 BC – AD 14"),
    ("-0043/..", "since 44 BC", "since 44 BC"),
    ("[-0043,-0042]", "44 BC or 43 BC", "44 BC or 43 BC"),
    ("[-0043-03-21..-0043-03-31]", "late March 44 BC", "late Mar 44 BC"),
    ("2020-XX", "a month in 2020", "a month in 2020"),
    ("2020-01-XX", "a day in January 2020", "a day in Jan 2020"),
    ("2021-02-XX", "a day in February 2021", "a day in Feb 2021"),
    ("2020-XX-XX", "a day in 2020", "a day in 2020"),
    # About, possibly, both
    ("2015~", "about 2015", "c. 2015"),
    ("2015?", "possibly 2015", "2015?"),
    ("2015%", "possibly about 2015", "c. 2015?"),
    ("2020-01~", "about January 2020", "c. Jan 2020"),
    ("2020-01-03~", "about 3 January 2020", "c. 3 Jan 2020"),
    ("2020-01-01~", "about 1 January 2020", "c. 1 Jan 2020"),
    ("2020-01-03?", "possibly 3 January 2020", "3 Jan 2020?"),
    ("2015-22~", "about summer 2015", "c. summer 2015"),
    ("2015-21~", "about spring 2015", "c. spring 2015"),
    ("201X~", "about a year in the 2010s", "c. a year in the 2010s"),
    ("0001~", "about AD 1", "c. AD 1"),
    ("9999~", "about 9999", "c. 9999"),
    ("0001-01-01~", "about 1 January AD 1", "c. 1 Jan AD 1"),
    ("9999-12-31~", "about 31 December 9999", "c. 31 Dec 9999"),
    ("2020-01-XX?", "possibly a day in January 2020", "a day in Jan 2020?"),
    # Intervals
    ("2014/2017", "2014 to 2017", "2014–2017"),
    ("2020-06/2020-07", "June to July 2020", "Jun – Jul 2020"),
    ("2018-05/2020-06", "May 2018 to June 2020", "May 2018 – Jun 2020"),
    ("2020-07-21/2020-07-22", "21 to 22 July 2020", "21–22 Jul 2020"),
    ("2020-06-28/2020-07-02", "28 June to 2 July 2020", "28 Jun – 2 Jul 2020"),
    ("2019-12-31/2020-01-03", "31 December 2019 to 3 January 2020", "31 Dec 2019 – 3 Jan 2020"),
    ("2020-06-21/2020-06-30", "21 to 30 June 2020", "21–30 Jun 2020"),
    ("2020-06/2020-06", "within June 2020", "within Jun 2020"),
    ("2020-06/2020-06-15", "June 2020 to 15 June 2020", "Jun 2020 – 15 Jun 2020"),
    ("2020-06-15/2020", "15 June 2020 to 2020", "15 Jun 2020 – 2020"),
    ("2015-21/2015-22", "spring to summer 2015", "spring – summer 2015"),
    ("2014~/2017?", "about 2014 to possibly 2017", "c. 2014 – 2017?"),
    ("2022-09-24/..", "since 24 September 2022", "since 24 Sep 2022"),
    ("../2019-12", "until December 2019", "until Dec 2019"),
    ("2022-09-24/", "from 24 September 2022, end unknown", "from 24 Sep 2022, end unknown"),
    ("/2019-12", "until December 2019, start unknown", "until Dec 2019, start unknown"),
    ("2015~/..", "since about 2015", "since c. 2015"),
    # One of a set
    ("[2023-02-22,2023-02-23]", "22 February 2023 or 23 February 2023", "22 or 23 Feb 2023"),
    (
        "[2020-01-04,2020-01-06,2020-02-01]",
        "4 January 2020, 6 January 2020 or 1 February 2020",
        "4 Jan, 6 Jan or 1 Feb 2020",
    ),
    ("[2020-06,2020-07]", "June or July 2020", "Jun or Jul 2020"),
    ("[2020-12,2021-01]", "December 2020 or January 2021", "Dec 2020 or Jan 2021"),
    ("[2014,2016]", "2014 or 2016", "2014 or 2016"),
    ("[2020-22,2020-23]", "summer or autumn 2020", "summer or autumn 2020"),
    ("[2015-23,2015-24]", "autumn 2015 or winter 2015–16", "autumn 2015 or winter 2015–16"),
    ("[2020-06-21..2020-06-30]", "late June 2020", "late Jun 2020"),
    ("[2020-06-01..2020-06-10]", "early June 2020", "early Jun 2020"),
    ("[2020-06-11..2020-06-20]", "mid-June 2020", "mid-Jun 2020"),
    ("[2020-02-21..2020-02-29]", "late February 2020", "late Feb 2020"),
    (
        "[2020-02-21..2020-02-28]",
        "some day from 21 to 28 February 2020",
        "some day from 21 to 28 Feb 2020",
    ),
    (
        "[2020-01-04..2020-01-07]",
        "some day from 4 to 7 January 2020",
        "some day from 4 to 7 Jan 2020",
    ),
    (
        "[2020-06..2020-08]",
        "some month from June to August 2020",
        "some month from Jun to Aug 2020",
    ),
    ("[2014..2017]", "some year from 2014 to 2017", "some year from 2014 to 2017"),
    ("[..2020-07-22]", "on or before 22 July 2020", "on or before 22 Jul 2020"),
    ("[..2020-07]", "in or before July 2020", "in or before Jul 2020"),
    ("[2020..]", "in or after 2020", "in or after 2020"),
    (
        "[2020-01-04,2020-01-06..2020-01-07]",
        "4 January 2020 or some day from 6 to 7 January 2020",
        "4 Jan 2020 or some day from 6 to 7 Jan 2020",
    ),
    ("[..2018,2020-01]", "in or before 2018 or January 2020", "in or before 2018 or Jan 2020"),
    (
        "[..2018,2020..]",
        "in or before 2018 or in or after 2020",
        "in or before 2018 or in or after 2020",
    ),
    ("[2014~,2016?]", "about 2014 or possibly 2016", "c. 2014 or 2016?"),
    ("[201X,2020-01]", "a year in the 2010s or January 2020", "a year in the 2010s or Jan 2020"),
]


def day(text):
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(("edtf", "first", "last", "shape", "iso"), BOUNDS)
def test_a_date_has_its_bounds_shape_and_html_value(edtf, first, last, shape, iso):
    d = parse(edtf)
    assert (d.edtf, str(d)) == (edtf, edtf)
    assert (d.earliest, d.latest) == (day(first), day(last))
    assert (d.shape, d.iso) == (shape, iso)


@pytest.mark.parametrize(("edtf", "phrase", "short"), WORDS)
def test_a_date_is_said_in_english(edtf, phrase, short):
    assert (parse(edtf).phrase, parse(edtf).short) == (phrase, short)


NORMALISED = [
    ("[2020-01-05,2020-01-03]", "[2020-01-03,2020-01-05]"),
    ("[2020-01-03,2020-01-03]", "2020-01-03"),
    ("[2020,2019,2020]", "[2019,2020]"),
    ("[2020-01-03..2020-01-03]", "2020-01-03"),
    ("2020-01-03/2020-01-03", "2020-01-03"),
]


@pytest.mark.parametrize(("given_text", "stored"), NORMALISED)
def test_what_means_one_thing_is_stored_in_one_way(given_text, stored):
    assert parse(given_text).edtf == stored
    assert parse(given_text) == parse(stored)
    assert hash(parse(given_text)) == hash(parse(stored))


QUALIFIERS = [
    ("2020", ""),
    ("2020~", "~"),
    ("2020?", "?"),
    ("2020%", "%"),
    ("2014~/2017", "~"),
    ("2014~/2017?", "%"),
    ("2014/2017?", "?"),
    ("[2014%,2016]", "%"),
]


@pytest.mark.parametrize(("edtf", "qualifier"), QUALIFIERS)
def test_the_qualifier_of_a_whole_is_that_of_its_parts(edtf, qualifier):
    assert parse(edtf).qualifier == qualifier


@pytest.mark.parametrize(
    ("edtf", "is_day"),
    [
        ("2020-01-03", True),
        ("2020-01-03/2020-01-03", True),
        ("2020-01-03?", False),
        ("2020-01-03~", False),
        ("2020-01", False),
        ("2020-01-XX", False),
        ("[2020-01-03,2020-01-04]", False),
        ("2020-01-03/..", False),
    ],
)
def test_only_one_certain_day_is_a_day(edtf, is_day):
    assert parse(edtf).is_day is is_day


# Text, what the message has to say, what the hint has to say
REFUSED = [
    ("", "empty", "EDTF"),
    ("banana", "not written as a date", "2021-03-05"),
    ("2020-02-30", "February 2020 has 29 days", "01 to 29"),
    ("2021-02-29", "February 2021 has 28 days", "01 to 28"),
    ("1900-02-29", "February 1900 has 28 days", "01 to 28"),
    ("2020-04-31", "April 2020 has 30 days", "01 to 30"),
    ("2020-01-00", "January 2020 has 31 days", "01 to 31"),
    ("2020-01-32", "January 2020 has 31 days", "01 to 31"),
    ("2020-13", "no month 13", "01 to 12"),
    ("2020-00", "no month 00", "01 to 12"),
    ("2020-20", "no month 20", "21 to 24"),
    ("2020-25", "season code 25 is EDTF level 2", "21 to 24"),
    ("2020-41", "season code 41 is EDTF level 2", "21 to 24"),
    ("2020-42", "no month 42", "01 to 12"),
    ("2020-21-03", "season has no days", "2020-21"),
    ("-0000", "no year -0000", "0000 for 1 BC"),
    ("-44", "four digits", "-0043 for 44 BC"),
    ("-00044", "exactly four digits", "YYYY"),
    ("-0042-02-29", "February 43 BC has 28 days", "01 to 28"),
    ("12020", "exactly four digits", "YYYY"),
    ("12020-01-01", "exactly four digits", "YYYY"),
    ("20200103", "exactly four digits", "YYYY-MM-DD"),
    ("45", "exactly four digits", "0045"),
    ("Y2020", "five digits or more", "leave out the Y"),
    ("Y017000", "no leading zero", "without the Y"),
    ("Y17000-01", "no months", "year alone"),
    ("Y17000-XX", "no months", "year alone"),
    ("Y17E8", "level 2", "write out its digits"),
    ("Y", "not written as a date", "EDTF"),
    ("1950S2", "level 2", "201X"),
    ("2020-1-3", "two digits", "01 for 1"),
    ("2020-1", "two digits", "01 for 1"),
    ("2020-01-3", "two digits", "01 for 1"),
    ("2020-01-03T10:00:00Z", "time of day", "day alone"),
    ("2020-01-03T10:00", "time of day", "day alone"),
    ("XXXX", "level 2", "201X"),
    ("2XXX", "level 2", "20XX"),
    ("XX20", "level 2", "201X"),
    ("20X0", "level 2", "201X"),
    ("XXXX-01-03", "level 2", "201X"),
    ("201X-01", "not known in full", "201X"),
    ("2020-XX-03", "a month that is not known", "2020-XX-XX"),
    ("2020-1X", "level 2", "2020-XX"),
    ("2020-01-0X", "level 2", "2020-01-XX"),
    ("201x", "capital X", "201X"),
    ("?2020-01", "inside a date is EDTF level 2", "very end"),
    ("2020?-01", "inside a date is EDTF level 2", "very end"),
    ("2020-~01-03", "inside a date is EDTF level 2", "very end"),
    ("2020?~", "two qualifiers", "%"),
    ("2020~~", "two qualifiers", "%"),
    (" 2020", "no spaces", "remove"),
    ("2020\n", "no spaces", "remove"),
    ("2020 / 2021", "no spaces", "remove"),
    ("2020-01-03\x00", "character", "EDTF"),
    ("٢٠٢٠", "character", "EDTF"),
    ("2020–2021", "character", "EDTF"),
    ("{2020,2021}", "means all of the dates", "square brackets"),
    ("{2020..2021}", "means all of the dates", "square brackets"),
    ("2021/2020", "ends before it starts", "2020/2021"),
    ("2020-01-08/2020-01-03", "ends before it starts", "2020-01-03/2020-01-08"),
    ("2020-01/2019", "ends before it starts", "2019/2020-01"),
    ("2015~/2014", "ends before it starts", "2014/2015~"),
    ("2020/2021/2022", "more than one slash", "start/end"),
    ("2020/01/03", "more than one slash", "start/end"),
    ("/", "one side at least", "add"),
    ("../..", "one side at least", "add"),
    ("../", "one side at least", "add"),
    ("2020-01-XX/2020-02", "level 2", "2020-01"),
    ("201X/2020", "level 2", "name the year"),
    ("2020-02-30/2020-03", "February 2020 has 29 days", "01 to 29"),
    ("[2020]", "two dates or a range", "2020"),
    ("[]", "empty", "[a,b]"),
    ("[..]", "empty", "[a,b]"),
    ("[2020,]", "empty", "[a,b]"),
    ("[2020,2021", "bracket is missing", "[a,b]"),
    ("2020,2021]", "bracket is missing", "[a,b]"),
    ("[", "bracket is missing", "[a,b]"),
    ("[2020,..2021]", "open start has to come first", "first"),
    ("[2020..,2021]", "open end has to come last", "last"),
    ("[2021..2020]", "a range ends before it starts", "2020..2021"),
    ("[2020-01..2020-02-03]", "differ in precision", "both"),
    ("[2020~..2021]", "cannot be qualified or vague", "plain"),
    ("[..201X]", "cannot be qualified or vague", "plain"),
    ("[2020-21..2020-22]", "cannot be qualified or vague", "plain"),
    ("[2020,2021,2020-02-30]", "February 2020 has 29 days", "01 to 29"),
    ("[2020,,2021]", "empty", "[a,b]"),
    ("[..,2020]", "a range needs an end", "a..b"),
    ("2020..2021", "square brackets", "[2020..2021]"),
    ("..2020", "square brackets", "[..2020]"),
    ("2020,2021", "not written as a date", "EDTF"),
    ("9" * 10_000, "10000 characters", "300"),
    ("[" * 300, "bracket is missing", "[a,b]"),
    ("\ud800", "character", "EDTF"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problem", "hint"), REFUSED, ids=[r[0][:20] for r in REFUSED])
def test_what_is_refused_says_what_is_wrong_and_what_would_be_right(text, problem, hint):
    with pytest.raises(DateError) as caught:
        parse(text)
    error = caught.value
    assert error.value == text
    assert problem in error.problem
    assert hint in error.hint
    message = str(error)
    assert error.problem in message
    assert error.hint in message
    assert message.isprintable()
    assert message.endswith(".")


def test_the_message_is_one_sentence():
    with pytest.raises(DateError) as caught:
        parse("2020-02-30")
    assert str(caught.value) == (
        "“2020-02-30” is not a date we can use: February 2020 has 29 days; use a day from 01 to 29."
    )


def test_the_message_cuts_and_escapes_what_cannot_be_shown():
    with pytest.raises(DateError) as caught:
        parse("a\x00b\ud800" + "c" * 100)
    assert str(caught.value).startswith("“a\\x00b\\ud800" + "c" * 53 + "...” is not a date")


@pytest.mark.parametrize(
    "value", [None, 2020, 2020.5, b"2020", date(2020, 1, 3), ["2020"], object()]
)
@pytest.mark.parametrize("reader", [parse, read])
def test_only_text_is_a_date(reader, value):
    with pytest.raises(DateError) as caught:
        reader(value)
    assert caught.value.value is value
    assert f"A value of type {type(value).__name__}" in str(caught.value)


def test_dates_can_be_kept_in_sets_and_pickled():
    d = parse("[2020-06-21..2020-06-30]")
    assert len({d, read("late June 2020"), parse("2020-06")}) == 2
    copy = pickle.loads(pickle.dumps(d))
    assert copy == d
    assert copy.phrase == "late June 2020"
    with pytest.raises(AttributeError):
        d.edtf = "2020"


# --- order ---------------------------------------------------------------------------------

ORDER = [
    "../2019-12",
    "/2019",  # the same last day: by text
    "[..2020-07-22]",
    "2014/2017",
    "2019-12-31",
    "2020-01-01",
    "2020-01-01?",
    "[2020-01-01,2020-01-02]",
    "[2020-01-01..2020-01-10]",
    "2020-01",
    "2020",
    "2020?",
    "2020-01-01/2022",
    "2020/..",
    "2020-01-02",
    "2020-01-03~",  # from the 2nd on
    "2020-01-03",
    "2020-02",
]


def test_the_exact_comes_before_the_vague_and_the_open_start_first():
    assert sorted(sorted(ORDER), key=lambda text: parse(text).sort_key) == ORDER


# --- ranges --------------------------------------------------------------------------------

# EDTF, from, to, overlaps, within
RANGES = [
    ("2020-01-03", "2020-01-01", "2020-01-31", True, True),
    ("2020-01-03", "2020-01-03", "2020-01-03", True, True),
    ("2020-01-03", "2020-01-04", None, False, False),
    ("2020-01-03", None, "2020-01-02", False, False),
    ("2020-01-03", None, None, True, True),
    ("2020-01", "2020-01-31", "2020-02-05", True, False),
    ("2020-01", "2019-01-01", None, True, True),
    ("2020", "2020-06-01", "2020-06-30", True, False),
    ("2022-09-24/..", "2030-01-01", "2030-12-31", True, False),
    ("2022-09-24/..", None, "2022-09-23", False, False),
    ("2022-09-24/..", "2022-09-24", None, True, True),
    ("../2019-12", "2019-12-31", None, True, False),
    ("../2019-12", "2020-01-01", None, False, False),
    ("../2019-12", None, "2019-12-31", True, True),
    ("[..2018,2020..]", None, None, True, True),
    ("2020-01-03?", "2020-01-01", "2020-01-31", True, False),  # what is in doubt is certain nowhere
    ("2015~", "2000-01-01", "2030-12-31", True, False),
    ("2020-01-03/2020-01-05%", None, None, True, False),
    ("2020", "2020-12-31", "2020-01-01", False, False),  # a range that holds no day
]


@pytest.mark.parametrize(("edtf", "start", "end", "overlaps", "within"), RANGES)
def test_a_date_meets_or_lies_in_a_range(edtf, start, end, overlaps, within):
    d = parse(edtf)
    assert d.overlaps(day(start), day(end)) is overlaps
    assert d.within(day(start), day(end)) is within


# --- properties ----------------------------------------------------------------------------

YEARS = st.integers(1, 9999)
OLD = st.one_of(
    st.just("0000"),
    st.integers(1, 9999).map("-{:04d}".format),
    st.integers(10_000, 10**12).map("Y{}".format),
    st.integers(10_000, 10**12).map("Y-{}".format),
)
OLD_DAYS = (
    st.dates(max_value=date(9999, 12, 31)).map("-{}".format).filter(lambda t: "-02-29" not in t)
)
OLD_VAGUE = st.one_of(
    st.integers(0, 999).map("-{:03d}X".format),
    st.integers(0, 99).map("-{:02d}XX".format),
    st.integers(1, 9999).map("-{:04d}-XX-XX".format),
)
DAYS = st.dates()
QUALIFIER = st.sampled_from(["", "", "~", "?", "%"])


def month_text(year, month):
    return f"{year:04d}-{month:02d}"


PLAIN = st.one_of(
    DAYS.map(date.isoformat),
    st.builds(month_text, YEARS, st.integers(1, 12)),
    YEARS.map(lambda year: f"{year:04d}"),
)
SEASON = st.builds(month_text, YEARS, st.integers(21, 24))
VAGUE = st.one_of(
    st.integers(0, 999).map(lambda n: f"{n:03d}X"),
    st.integers(0, 99).map(lambda n: f"{n:02d}XX"),
    YEARS.map(lambda year: f"{year:04d}-XX"),
    YEARS.map(lambda year: f"{year:04d}-XX-XX"),
    st.builds(month_text, YEARS, st.integers(1, 12)).map(lambda text: f"{text}-XX"),
)
QUALIFIED = st.builds(str.__add__, st.one_of(PLAIN, SEASON), QUALIFIER)
POINTS = st.builds(str.__add__, st.one_of(PLAIN, SEASON, VAGUE), QUALIFIER)


def first_day(text):
    return parse(text.rstrip("~?%")).start


def ordered(pair, template):
    return template.format(*sorted(pair, key=first_day))


PAIR_OF_DAYS = st.tuples(DAYS, DAYS).map(lambda pair: [d.isoformat() for d in sorted(pair)])
PAIR_OF_MONTHS = PAIR_OF_DAYS.map(lambda pair: [text[:7] for text in pair])
PAIR_OF_YEARS = PAIR_OF_DAYS.map(lambda pair: [text[:4] for text in pair])
NEAR_DAYS = st.builds(
    lambda first, days: [first.isoformat(), (first + timedelta(days)).isoformat()],
    st.dates(max_value=date(9999, 11, 1)),
    st.integers(0, 40),
)
RANGE = st.one_of(PAIR_OF_DAYS, NEAR_DAYS, PAIR_OF_MONTHS, PAIR_OF_YEARS).map("..".join)
INTERVALS = st.one_of(
    st.tuples(QUALIFIED, QUALIFIED).map(lambda pair: ordered(pair, "{}/{}")),
    NEAR_DAYS.map("/".join),
    *(QUALIFIED.map(form.format) for form in ("{}/..", "../{}", "{}/", "/{}")),
)
SETS = st.builds(
    lambda before, members, after: f"[{','.join([*before, *members, *after])}]",
    st.lists(PLAIN.map("..{}".format), max_size=1),
    st.lists(st.one_of(POINTS, RANGE), min_size=2, max_size=4),
    st.lists(PLAIN.map("{}..".format), max_size=1),
)
OLD_POINTS = st.builds(str.__add__, st.one_of(OLD, OLD_DAYS, OLD_VAGUE), QUALIFIER)
OLD_INTERVALS = st.tuples(st.one_of(OLD, OLD_DAYS), st.one_of(OLD, PLAIN)).map(
    lambda pair: ordered(pair, "{}/{}")
)
ANY = st.one_of(OLD_POINTS, OLD_INTERVALS, POINTS, INTERVALS, SETS, RANGE.map("[{}]".format))
ALPHABET = st.text(alphabet="0123456789X?~%/.,-[]{}TYS ", max_size=40)


@given(ANY)
def test_every_date_of_the_language_is_read_and_reads_back(text):
    d = parse(text)
    assert parse(d.edtf) == d
    assert parse(d.edtf).edtf == d.edtf
    if d.start and d.end:
        assert d.start <= d.end
    assert d.short
    assert d.overlaps(None, None)
    assert d.overlaps(d.earliest, d.latest) or not d.in_calendar
    if d.start and d.end and d.start.year >= 1 and d.end.year <= 9999:
        assert d.within(d.earliest, d.latest) == d.is_certain
    assert d.is_day == (d.shape == "day" and not d.qualifier)
    assert (d.iso is None) or d.in_calendar or d.start.year > 9999


@given(ANY)
def test_every_phrase_is_read_back_as_its_date(text):
    d = parse(text)
    assert read(d.phrase) == d


@given(ANY, ANY)
def test_two_dates_never_share_a_phrase(one, other):
    a, b = parse(one), parse(other)
    assert (a == b) == (a.phrase == b.phrase)


def reading_or_refusal(reader, text):
    try:
        return reader(text)
    except DateError as error:
        return error


@pytest.mark.parametrize("reader", [parse, read])
@given(text=st.one_of(st.text(), ALPHABET))
def test_any_text_is_read_or_refused(reader, text):
    answer = reading_or_refusal(reader, text)
    if isinstance(answer, DateError):
        assert answer.value == text
        assert str(answer).isprintable()
    else:
        assert isinstance(answer, HistoricalDate)
        assert parse(answer.edtf) == answer


@given(st.lists(ANY, min_size=3, max_size=3))
def test_sort_keys_are_a_total_order(texts):
    a, b, c = (parse(text) for text in texts)
    assert (a.sort_key == b.sort_key) == (a == b)
    assert (a.sort_key < b.sort_key) + (a.sort_key > b.sort_key) + (a == b) == 1
    for x, y, z in itertools.permutations([a, b, c]):
        if x.sort_key <= y.sort_key <= z.sort_key:
            assert x.sort_key <= z.sort_key


# Text, first day, last day, and what of it lies in the years 1 to 9999.
BEYOND = [
    ("0000", (0, 1, 1), (0, 12, 31), None, None),
    ("-0043-03-15", (-43, 3, 15), (-43, 3, 15), None, None),
    ("-0044-02", (-44, 2, 1), (-44, 2, 29), None, None),
    ("-198X", (-1989, 1, 1), (-1980, 12, 31), None, None),
    ("-04XX", (-499, 1, 1), (-400, 12, 31), None, None),
    ("Y12000", (12000, 1, 1), (12000, 12, 31), None, None),
    ("Y-170000002", (-170000002, 1, 1), (-170000002, 12, 31), None, None),
    ("Y12000~", (11999, 1, 1), (12001, 12, 31), None, None),
    ("0000/0002", (0, 1, 1), (2, 12, 31), "0001-01-01", "0002-12-31"),
    ("9998/Y10000", (9998, 1, 1), (10000, 12, 31), "9998-01-01", "9999-12-31"),
    ("-0043/..", (-43, 1, 1), None, "0001-01-01", None),
    ("../-0043", None, (-43, 12, 31), None, None),
    ("0001-01-01~", (0, 12, 31), (1, 1, 2), "0001-01-01", "0001-01-02"),
]


@pytest.mark.parametrize(("text", "start", "end", "earliest", "latest"), BEYOND)
def test_years_that_python_has_no_days_for(text, start, end, earliest, latest):
    d = parse(text)
    assert (d.start, d.end) == (start, end)
    assert (d.earliest, d.latest) == (day(earliest), day(latest))
    assert d.in_calendar == (text in {"0000/0002", "9998/Y10000", "-0043/..", "0001-01-01~"})


def test_what_lies_beyond_meets_no_range_of_ours():
    first, last = date(1, 1, 1), date(9999, 12, 31)
    for text in ("-0043", "0000", "Y10000"):
        assert not parse(text).overlaps(first, last)
        assert not parse(text).within(first, last)
    assert parse("-0043").overlaps(None, first)
    assert not parse("-0043").overlaps(first, None)
    assert parse("Y10000").overlaps(last, None)
    assert parse("0000/0002").overlaps(first, last)
    assert not parse("0000/0002").within(first, last)


def test_long_ago_and_far_ahead_stand_in_order():
    texts = ["../Y-12000", "../2020", "Y-170000002", "Y-12000", "-0043-03-15", "-0043", "0000"]
    texts += ["0001", "2020-01-03", "2020", "2020/..", "9999", "Y12000", "Y12000/.."]
    assert sorted(texts, key=lambda text: parse(text).sort_key) == [
        "../Y-12000", "../2020", "Y-170000002", "Y-12000", "-0043", "-0043-03-15", "0000",
        "0001", "2020", "2020/..", "2020-01-03", "9999", "Y12000", "Y12000/..",
    ]  # fmt: skip


@given(ANY, st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS))
def test_what_lies_within_a_range_meets_it(text, start, end):
    d = parse(text)
    if d.within(start, end):
        assert d.overlaps(start, end)


# --- the edtf package as referee -----------------------------------------------------------


def referee(text):
    """First and last day by the package's strict bounds; None when it refuses the text."""
    try:
        found = parse_edtf(text)
    except EDTFParseException:
        return None
    bounds = []
    for bound in (found.lower_strict(), found.upper_strict()):
        finite = not isinstance(bound, float)
        bounds.append(tuple(bound[:3]) if finite else None)
    return tuple(bounds)


REFEREED = st.one_of(PLAIN, VAGUE, OLD, OLD_DAYS, OLD_VAGUE.filter(lambda t: "-XX" not in t))
SURE_INTERVALS = st.one_of(
    st.tuples(PLAIN, PLAIN).map(lambda pair: ordered(pair, "{}/{}")),
    PLAIN.map("{}/..".format),
    PLAIN.map("../{}".format),
)


@settings(deadline=None)
@given(st.one_of(REFEREED, SURE_INTERVALS))
def test_the_edtf_package_reads_the_same_days(text):
    d = parse(text)
    assert referee(d.edtf) == (d.start, d.end)


@settings(deadline=None, max_examples=50)
@given(st.one_of(OLD, OLD_DAYS, POINTS, INTERVALS, SETS, RANGE.map("[{}]".format)))
def test_the_edtf_package_accepts_what_we_store(text):
    d = parse(text)
    # Seasons with a qualifier, and seasons in a set, are ours; its grammar has no place for them.
    assume(not any(f"-{code}" in d.edtf[4:] for code in (21, 22, 23, 24)))
    assume("0001-" not in d.edtf)  # it counts back from the first year there is, and fails
    assert parse_edtf(d.edtf) is not None
