"""What people type as a date, and the EDTF it stands for. Every expectation is typed by hand."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.steps import growth
from timeline.text.dates import DateError, read

READ = [
    # EDTF as it is, and with the spaces people leave
    ("2020", "2020"),
    ("2020-01", "2020-01"),
    ("2020-01-03", "2020-01-03"),
    ("2015~", "2015~"),
    ("201X", "201X"),
    ("201x", "201X"),
    ("2020-xx", "2020-XX"),
    ("2015-22", "2015-22"),
    ("2020-01-03/2020-01-08", "2020-01-03/2020-01-08"),
    ("2022-09-24/..", "2022-09-24/.."),
    ("[2020-06-21..2020-06-30]", "[2020-06-21..2020-06-30]"),
    ("  2020-01-03 ", "2020-01-03"),
    ("2020-01-03 / 2020-01-08", "2020-01-03/2020-01-08"),
    ("[2023-02-22, 2023-02-23]", "[2023-02-22,2023-02-23]"),
    ("[ 2020 .. 2022 ]", "[2020..2022]"),
    # Numbers alone, where only one reading exists
    ("2020-1", "2020-01"),
    ("2020-1-3", "2020-01-03"),
    ("2020/01/03", "2020-01-03"),
    ("2020/1/3", "2020-01-03"),
    ("2020.1.3", "2020-01-03"),
    ("2020-1-3?", "2020-01-03?"),
    ("22.7.2020", "2020-07-22"),
    ("22/07/2020", "2020-07-22"),
    ("7/22/2020", "2020-07-22"),
    ("22-7-2020", "2020-07-22"),
    ("3.3.2020", "2020-03-03"),
    ("01/2020", "2020-01"),
    ("1.2020", "2020-01"),
    ("2020.01", "2020-01"),
    ("2020\u201101\u201103", "2020-01-03"),
    # A day, in any usual order
    ("3 January 2020", "2020-01-03"),
    ("3 Jan 2020", "2020-01-03"),
    ("03 jan 2020", "2020-01-03"),
    ("3 JANUARY 2020", "2020-01-03"),
    ("January 3, 2020", "2020-01-03"),
    ("January 3 2020", "2020-01-03"),
    ("january 3,2020", "2020-01-03"),
    ("Jan. 3rd, 2020", "2020-01-03"),
    ("Jan 3rd 2020", "2020-01-03"),
    ("3rd January 2020", "2020-01-03"),
    ("the 3rd of January, 2020", "2020-01-03"),
    ("on 3 January 2020", "2020-01-03"),
    ("3 January, 2020", "2020-01-03"),
    ("1st Sept. 2020", "2020-09-01"),
    ("2nd Sep 2020", "2020-09-02"),
    ("22nd February 2023", "2023-02-22"),
    ("Friday 3 January 2020", "2020-01-03"),
    ("Friday, January 3, 2020", "2020-01-03"),
    ("Fri, 3 Jan 2020", "2020-01-03"),
    ("Fri. 3 Jan. 2020", "2020-01-03"),
    ("29 February 2020", "2020-02-29"),
    ("15 March AD 45", "0045-03-15"),
    ("A.D. 45", "0045"),
    ("44 BC", "-0043"),
    ("44 BCE", "-0043"),
    ("44 B.C.", "-0043"),
    ("15 March 44 BC", "-0043-03-15"),
    ("March 15, 44 BC", "-0043-03-15"),
    ("15 to 17 March 44 BC", "-0043-03-15/-0043-03-17"),
    ("before 44 BC", "[..-0044]"),
    ("before 1 January AD 1", "[..0000-12-31]"),
    ("after 9999", "[Y10000..]"),
    ("after 31 December 9999", "[Y10000..]"),
    ("-0043", "-0043"),
    ("0000", "0000"),
    ("1 BC", "0000"),
    ("AD 12000", "Y12000"),
    ("Y170000002", "Y170000002"),
    ("winter 44 BC–43 BC", "-0043-24"),
    ("3\xa0January\u20092020", "2020-01-03"),
    ("3 January\n2020", "2020-01-03"),
    # A month
    ("Jan 2020", "2020-01"),
    ("January 2020", "2020-01"),
    ("january, 2020", "2020-01"),
    ("January of 2020", "2020-01"),
    ("in January 2020", "2020-01"),
    ("Feb. 2020", "2020-02"),
    ("March 2020", "2020-03"),
    ("apr 2020", "2020-04"),
    ("May 2020", "2020-05"),
    ("Jun 2020", "2020-06"),
    ("July 2022", "2022-07"),
    ("Aug. 2020", "2020-08"),
    ("Sept 2020", "2020-09"),
    ("Oct 2020", "2020-10"),
    ("nov 2020", "2020-11"),
    ("December 2020", "2020-12"),
    # Parts of a month
    ("late June 2020", "[2020-06-21..2020-06-30]"),
    ("late Feb 2020", "[2020-02-21..2020-02-29]"),
    ("late Feb 2021", "[2021-02-21..2021-02-28]"),
    ("late July 2020", "[2020-07-21..2020-07-31]"),
    ("in late June 2020", "[2020-06-21..2020-06-30]"),
    ("early June 2020", "[2020-06-01..2020-06-10]"),
    ("Early Jun. 2020", "[2020-06-01..2020-06-10]"),
    ("mid-June 2020", "[2020-06-11..2020-06-20]"),
    ("mid June 2020", "[2020-06-11..2020-06-20]"),
    # Seasons, decades, centuries
    ("summer 2015", "2015-22"),
    ("Summer of 2015", "2015-22"),
    ("the summer of 2015", "2015-22"),
    ("spring 2015", "2015-21"),
    ("autumn 2015", "2015-23"),
    ("fall 2015", "2015-23"),
    ("winter 2015", "2015-24"),
    ("winter 2015–16", "2015-24"),
    ("winter 2015-16", "2015-24"),
    ("winter 2015/16", "2015-24"),
    ("winter 2015-2016", "2015-24"),
    ("winter 2099–2100", "2099-24"),
    ("2020s", "202X"),
    ("the 2010s", "201X"),
    ("the 2010's", "201X"),
    ("the 2010’s", "201X"),
    ("1990s", "199X"),
    ("the years 2000 to 2009", "200X"),
    ("the years 1900 to 1999", "19XX"),
    # About, possibly
    ("about 2015", "2015~"),
    ("around 2015", "2015~"),
    ("c. 2015", "2015~"),
    ("c.2015", "2015~"),
    ("c 2015", "2015~"),
    ("c2015", "2015~"),
    ("ca. 2015", "2015~"),
    ("circa 2015", "2015~"),
    ("approx. 2015", "2015~"),
    ("approximately January 2020", "2020-01~"),
    ("~2015", "2015~"),
    ("~ 2015", "2015~"),
    ("about 3 January 2020", "2020-01-03~"),
    ("about summer 2015", "2015-22~"),
    ("about the 2010s", "201X~"),
    ("possibly 2015", "2015?"),
    ("perhaps June 2020", "2020-06?"),
    ("June 2020?", "2020-06?"),
    ("3 Jan 2020?", "2020-01-03?"),
    ("possibly about 2015", "2015%"),
    ("c. 2015?", "2015%"),
    # Before, after, since, until
    ("before 22 July 2020", "[..2020-07-21]"),
    ("before 1 January 2020", "[..2019-12-31]"),
    ("before January 2020", "[..2019-12]"),
    ("before 2020", "[..2019]"),
    ("before 2020-07-22", "[..2020-07-21]"),
    ("before summer 2015", "[..2015-05-31]"),
    ("on or before 22 July 2020", "[..2020-07-22]"),
    ("in or before July 2020", "[..2020-07]"),
    ("by 22 July 2020", "[..2020-07-22]"),
    ("not after 22 July 2020", "[..2020-07-22]"),
    ("after 24 September 2022", "[2022-09-25..]"),
    ("after 31 December 2019", "[2020-01-01..]"),
    ("after December 2019", "[2020-01..]"),
    ("after 2019", "[2020..]"),
    ("after the 2010s", "[2020-01-01..]"),
    ("on or after 24 September 2022", "[2022-09-24..]"),
    ("not before 2022", "[2022..]"),
    ("since 24 September 2022", "2022-09-24/.."),
    ("Since Sep. 24, 2022", "2022-09-24/.."),
    ("since 2015", "2015/.."),
    ("since about 2015", "2015~/.."),
    ("from 2015", "2015/.."),
    ("from 2015 on", "2015/.."),
    ("from May 2018 onwards", "2018-05/.."),
    ("until December 2019", "../2019-12"),
    ("till 2019", "../2019"),
    ("up to 2019", "../2019"),
    ("from 24 September 2022, end unknown", "2022-09-24/"),
    ("until December 2019, start unknown", "/2019-12"),
    # From one to another
    ("from 2014 to 2017", "2014/2017"),
    ("2014 to 2017", "2014/2017"),
    ("2014-2017", "2014/2017"),
    ("2014–2017", "2014/2017"),
    ("2014 - 2017", "2014/2017"),
    ("2014 — 2017", "2014/2017"),
    ("from May 2018 to June 2020", "2018-05/2020-06"),
    ("from May 2018 until June 2020", "2018-05/2020-06"),
    ("May 2018 through June 2020", "2018-05/2020-06"),
    ("from 2020-01-03 to 2020-01-08", "2020-01-03/2020-01-08"),
    ("2020-01-03 to 2020-01-08", "2020-01-03/2020-01-08"),
    ("2020-01-03 - 2020-01-08", "2020-01-03/2020-01-08"),
    ("21 to 22 July 2020", "2020-07-21/2020-07-22"),
    ("21-22 July 2020", "2020-07-21/2020-07-22"),
    ("21–22 Jul 2020", "2020-07-21/2020-07-22"),
    ("from 21 to 22 July 2020", "2020-07-21/2020-07-22"),
    ("July 21-22, 2020", "2020-07-21/2020-07-22"),
    ("July 21 to 22, 2020", "2020-07-21/2020-07-22"),
    ("28 June to 2 July 2020", "2020-06-28/2020-07-02"),
    ("June 28 to July 2, 2020", "2020-06-28/2020-07-02"),
    ("June 28 – July 2, 2020", "2020-06-28/2020-07-02"),
    ("31 December 2019 to 3 January 2020", "2019-12-31/2020-01-03"),
    ("December 31, 2019 to January 3, 2020", "2019-12-31/2020-01-03"),
    ("June to July 2020", "2020-06/2020-07"),
    ("June-July 2020", "2020-06/2020-07"),
    ("spring to summer 2015", "2015-21/2015-22"),
    ("about 2014 to possibly 2017", "2014~/2017?"),
    ("within June 2020", "2020-06/2020-06"),
    # Some time within
    ("between 4 and 7 January 2020", "[2020-01-04..2020-01-07]"),
    ("between June and August 2020", "[2020-06..2020-08]"),
    ("between 2014 and 2017", "[2014..2017]"),
    ("some day from 4 to 7 January 2020", "[2020-01-04..2020-01-07]"),
    ("some month from June to August 2020", "[2020-06..2020-08]"),
    ("some day between 4 and 7 January 2020", "[2020-01-04..2020-01-07]"),
    ("a day in January 2020", "2020-01-XX"),
    ("a day in 2020", "2020-XX-XX"),
    ("a month in 2020", "2020-XX"),
    # One or the other
    ("22 February 2023 or 23 February 2023", "[2023-02-22,2023-02-23]"),
    ("22 or 23 February 2023", "[2023-02-22,2023-02-23]"),
    ("February 22, 2023 or February 23, 2023", "[2023-02-22,2023-02-23]"),
    ("28 June or 2 July 2020", "[2020-06-28,2020-07-02]"),
    ("June or July 2020", "[2020-06,2020-07]"),
    ("June, July or August 2020", "[2020-06,2020-07,2020-08]"),
    ("June, July, or August 2020", "[2020-06,2020-07,2020-08]"),
    ("3, 4 or 5 January 2020", "[2020-01-03,2020-01-04,2020-01-05]"),
    ("2014 or 2016", "[2014,2016]"),
    ("2014, 2015 or 2016", "[2014,2015,2016]"),
    ("AD 1, AD 2 or AD 30", "[0001,0002,0030]"),
    ("the 2010s, 2021 or 2023", "[201X,2021,2023]"),
    ("possibly summer 2015, 2017 or 2019", "[2015-22?,2017,2019]"),
    ("2016 or 2014", "[2014,2016]"),
    ("summer or autumn 2020", "[2020-22,2020-23]"),
    ("4 January 2020 or some day from 6 to 7 January 2020", "[2020-01-04,2020-01-06..2020-01-07]"),
    ("in or before 2018 or January 2020", "[..2018,2020-01]"),
    ("2020-01-03 or 2020-01-04", "[2020-01-03,2020-01-04]"),
    ("late June 2020 or 5 July 2020", "[2020-06-21..2020-06-30,2020-07-05]"),
    # Arabic-Indic and Persian digits, and the marks that travel with them
    ("٢٠٢٠", "2020"),
    ("٢٠٢٠-٠١-٠٣", "2020-01-03"),
    ("۲۰۲۰", "2020"),
    ("۲۰۲۰-۰۱-۰۳", "2020-01-03"),
    ("۳ January ۲۰۲۰", "2020-01-03"),
    ("\u200f۲۰۲۰-۰۱-۰۳\u200f", "2020-01-03"),
    ("\ufeff2020", "2020"),
]


@pytest.mark.parametrize(("typed", "edtf"), READ)
def test_what_people_type_is_read(typed, edtf):
    assert read(typed).edtf == edtf


# Text, what the problem has to say, what the hint has to say
REFUSED = [
    ("", "empty", "3 January 2020"),
    ("   ", "empty", "3 January 2020"),
    ("\u200f", "empty", "3 January 2020"),
    ("banana", "no year of four digits", "3 January 2020"),
    ("banana 2020", "not understood", "3 January 2020"),
    # Two readings
    ("3/1/2020", "two ways", "2020-01-03 for 3 January 2020 or 2020-03-01 for 1 March 2020"),
    ("1/3/2020", "two ways", "2020-03-01 for 1 March 2020 or 2020-01-03 for 3 January 2020"),
    ("3.1.2020", "two ways", "2020-01-03 for 3 January 2020 or 2020-03-01 for 1 March 2020"),
    ("03-01-2020", "two ways", "2020-01-03 for 3 January 2020 or 2020-03-01 for 1 March 2020"),
    ("03 / 01 / 2020", "two ways", "2020-01-03 for 3 January 2020"),
    ("٣/١/٢٠٢٠", "two ways", "2020-01-03 for 3 January 2020"),
    ("from 3/1/2020 to 4/1/2020", "two ways", "3 January 2020"),
    ("2020/01", "a month or a second year", "2020-01 for the month or 2020/2021 for the years"),
    ("2020/21", "a month or a second year", "2020/2021 for the years"),
    ("21/2020", "exactly four digits", "0045"),
    ("2020.21", "not written as a date", "EDTF"),
    ("2000s", "a decade or as a century", "200X for the ten years or 20XX for the hundred"),
    ("the 1900s", "a decade or as a century", "190X for the ten years or 19XX for the hundred"),
    ("early 2020", "not fixed", "between January and April 2020"),
    ("late 2019", "not fixed", "between"),
    # Days that do not exist
    ("30 February 2020", "February 2020 has 29 days", "01 to 29"),
    ("February 29, 2021", "February 2021 has 28 days", "01 to 28"),
    ("31 April 2020", "April 2020 has 30 days", "01 to 30"),
    ("30.2.2020", "February 2020 has 29 days", "01 to 29"),
    ("32.13.2020", "no day and month fit", "2020-01-03"),
    ("2020-1-32", "January 2020 has 31 days", "01 to 31"),
    ("2020-13", "no month 13", "01 to 12"),
    ("Thursday 3 January 2020", "a Friday, not a Thursday", "correct the day"),
    ("Mon, 30 Feb 2020", "February 2020 has 29 days", "01 to 29"),
    # Years
    ("3/1/20", "four digits", "2020-01-03"),
    ("3 Jan 20", "no year of four digits", "3 January 2020"),
    ("3 January", "no year of four digits", "3 January 2020"),
    ("January", "no year of four digits", "3 January 2020"),
    ("12020", "exactly four digits", "YYYY"),
    ("-44", "four digits", "-0043 for 44 BC"),
    ("-0000", "no year -0000", "0000 for 1 BC"),
    # Words that move with the day
    ("today", "depends on the day it is read", "the date itself"),
    ("last week", "depends on the day it is read", "the date itself"),
    ("since now", "depends on the day it is read", "the date itself"),
    # Half-said and contradictory
    ("28 December to 2 January 2020", "ends before it starts", "2020-01-02/2020-12-28"),
    ("from 2020 to 2019", "ends before it starts", "2019/2020"),
    ("between 2020 and 2019", "a range ends before it starts", "2019..2020"),
    ("between 2014 and June 2016", "differ in precision", "both"),
    ("before about 2015", "needs a plain date", "22 July 2020"),
    ("June 2020, July 2020", "not understood", "3 January 2020"),
    ("2014 to 2015 to 2016", "not understood", "3 January 2020"),
    ("winter 2015-17", "not understood", "3 January 2020"),
    ("winter 2015-15", "not understood", "3 January 2020"),
    ("summer 2015-16", "not understood", "3 January 2020"),
    ("Friday January 2020", "not understood", "3 January 2020"),
    ("from the 2010s to 2020", "level 2", "name the year"),
    ("2020-01-03T10:00", "time of day", "day alone"),
    ("some month of 2020", "not understood", "3 January 2020"),
    ("2020-06-21..30", "exactly four digits", "0045"),
    ("2020 01 03", "not understood", "3 January 2020"),
    # Not text a person would type
    ("2020\x00", "control characters", "remove"),
    ("3 Jan\x07uary 2020", "control characters", "remove"),
    ("\ud800", "control characters", "remove"),
    ("x" * 10_000, "10000 characters", "2000"),
    ("2" * 2000, "2000 characters", "300"),
    ("2020 or " * 200 + "2020", "1006 characters", "300"),
]


@pytest.mark.parametrize(
    ("typed", "problem", "hint"),
    REFUSED,
    ids=[row[0][:30] for row in REFUSED],
)
def test_what_cannot_be_read_is_explained(typed, problem, hint):
    with pytest.raises(DateError) as caught:
        read(typed)
    assert caught.value.value == typed
    assert problem in caught.value.problem
    assert hint in caught.value.hint


VOCABULARY = (
    "from to or and between before after since until by in on not early mid late about c. possibly "
    "some a day month years the of 3 03 31 1st 2020 2021 0000 2010s Jan February May sept. summer "
    "winter 2015–16 friday , - – / ? ~ 2020-01 2020-01-03 201X ad 45 unknown start end .."
)
WORDS = st.sampled_from(re.split(" ", VOCABULARY))


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_any_row_of_date_words_is_read_or_refused(typed):
    try:
        found = read(typed)
    except DateError as error:
        found = error
    assert isinstance(found, DateError) or read(found.phrase) == found


@pytest.mark.parametrize(
    "typed",
    [
        "2020 or " * 240 + "2020",
        "a " * 990,
        "possibly " * 200,
        "about " * 300 + "2015",
        "from " * 390,
        "1 to " * 390,
        "," * 2000,
        "[" * 1999,
        "june-" * 390,
        "winter 2015-" * 150,
        "0-" * 990,
    ],
)
def test_long_input_takes_no_long_time(typed):
    def reading(length: int) -> None:
        with contextlib.suppress(DateError):
            read(typed[:length])

    reading(len(typed))  # would not end, if a pattern tried every way to cut the text up
    assert growth(reading, len(typed) // 2) < 3
