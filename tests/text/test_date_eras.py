"""Years that stand alone and may be of the Hijri calendars: asked about where they are stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.text.date_eras import read_asking, with_era
from timeline.text.dates import DateError, parse, read

# What is typed, and what the hint offers for it
ASKED = [
    ("1398", ["AD 1398", "1398 SH", "1398 AH"]),
    ("in 1398", ["AD 1398", "1398 SH", "1398 AH"]),
    ("1215", ["AD 1215", "1215 SH"]),
    ("1398/1399", ["AD 1398 to AD 1399", "1398 SH to 1399 SH", "1398 AH to 1399 AH"]),
    ("1398-99", ["AD 1398 to AD 1399", "1398 SH to 1399 SH", "1398 AH to 1399 AH"]),
    ("before 1398", ["in or before AD 1397", "in or before 1397 SH", "in or before 1397 AH"]),
    ("since 1398", ["since AD 1398", "since 1398 SH", "since 1398 AH"]),
    ("1398 or 1399", ["AD 1398 or AD 1399", "1398 SH or 1399 SH", "1398 AH or 1399 AH"]),
    ("c. 1398", ["about AD 1398", "1398 SH", "1398 AH"]),
    ("1398?", ["possibly AD 1398", "1398 SH", "1398 AH"]),
]
# What has one reading, by its era, its digits of another century, or its months
PLAIN = [
    ("AD 1398", "1398"), ("1398 CE", "1398"), ("1398 م", "1398"), ("about AD 1398", "1398~"),
    ("AD 1398 to 1402", "1398/1402"), ("1199", "1199"), ("1501", "1501"),
    ("1290 to 1501", "1290/1501"),
    ("October 1398", "1398-10"), ("1398-10-13", "1398-10-13"), ("14th century", "1300/1399"),
    ("1398 BC", "-1397"), ("1398 SH", "[2019-03-21..2020-03-19]"), ("13 Dey 1398", "2020-01-03"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "offered"), ASKED)
def test_each_reading_is_offered_and_read_as_said(typed, offered):
    with pytest.raises(DateError) as asked:
        read_asking(typed)
    assert asked.value.value == typed
    assert [one.value for one in asked.value.suggestions] == offered
    for value, meaning in asked.value.suggestions:
        assert value in asked.value.hint
        assert read_asking(value) == read(value) == read(meaning)
    assert read(offered[0]) == read(typed)  # which is what EDTF and addresses mean


@pytest.mark.parametrize(("typed", "edtf"), PLAIN)
def test_what_has_one_reading_is_read(typed, edtf):
    assert read_asking(typed).edtf == edtf


@given(st.integers(1100, 1600), st.sampled_from(["{}", "{}~", "{}/..", "[..{}]", "{}?", "{}%"]))
def test_the_era_makes_any_year_plain(year, form):
    when = parse(form.format(year))
    assert read_asking(with_era(when)) == when
