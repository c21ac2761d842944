"""Days of other calendars against days that history knows by both. Typed by hand."""

import pytest

from timeline.text.date_calendars import converted, readings
from timeline.text.dates import DateError, read

# In the Solar Hijri calendar, in ours
SOLAR = [
    ("1 Farvardin 1304", "1925-03-21"),  # ten days before the calendar became law, on 11 Hamal
    ("28 Mordad 1332", "1953-08-19"),  # the fall of Mosaddegh
    ("15 Khordad 1342", "1963-06-05"),  # the uprising of 1963
    ("22 Bahman 1357", "1979-02-11"),  # the revolution
    ("2 Khordad 1376", "1997-05-23"),  # the election of Khatami
    ("1 Farvardin 1398", "2019-03-21"),
    ("13 Dey 1398", "2020-01-03"),  # the strike at Baghdad airport
    ("18 Dey 1398", "2020-01-08"),
    ("29 Esfand 1398", "2020-03-19"),
    ("1 Farvardin 1399", "2020-03-20"),
    ("30 Esfand 1399", "2021-03-20"),  # of a leap year
    ("1 Farvardin 1403", "2024-03-20"),
    ("30 Esfand 1403", "2025-03-20"),
]

# In the Lunar Hijri calendar, in ours by the tables of Umm al-Qura
LUNAR = [
    ("1 Muharram 1400", "1979-11-20"),  # the seizure of the Grand Mosque
    ("8 Jumada I 1441", "2020-01-03"),
    ("1 Ramadan 1441", "2020-04-24"),
    ("1 Shawwal 1441", "2020-05-24"),
    ("10 Muharram 1445", "2023-07-28"),
]


@pytest.mark.parametrize(("typed", "day"), SOLAR)
def test_days_of_the_solar_calendar(typed, day):
    assert read(typed).edtf == day


@pytest.mark.parametrize(("typed", "day"), LUNAR)
def test_days_of_the_lunar_calendar_are_about(typed, day):
    assert read(typed).edtf == f"{day}~"


def test_before_the_calendar_of_today_a_day_is_about():
    assert converted("solar", 1285, 5, 13, typed="") == ("1906-08-05", "1906-08-05", True)
    assert converted("solar", 1304, 1, 1, typed="") == ("1925-03-21", "1925-03-21", False)


def test_months_and_years_have_their_first_and_last_day():
    assert converted("solar", 1398, 10, 0, typed="")[:2] == ("2019-12-22", "2020-01-20")
    assert converted("solar", 1399, 0, 0, typed="")[:2] == ("2020-03-20", "2021-03-20")
    assert converted("lunar", 1441, 9, 0, typed="")[:2] == ("2020-04-24", "2020-05-23")


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day", "problem"),
    [
        ("solar", 1398, 12, 30, "Esfand 1398 has 29 days"),
        ("solar", 1398, 7, 31, "Mehr 1398 has 30 days"),
        ("solar", 2020, 1, 1, "no year of the Solar Hijri"),
        ("lunar", 1342, 1, 1, "no year of the Lunar Hijri"),
        ("lunar", 1501, 1, 1, "no year of the Lunar Hijri"),
    ],
)
def test_what_a_calendar_does_not_have_is_refused(calendar, year, month, day, problem):
    with pytest.raises(DateError) as caught:
        converted(calendar, year, month, day, typed="as typed")
    assert problem in caught.value.problem
    assert caught.value.value == "as typed"


def test_numbers_have_the_readings_of_both_calendars():
    assert list(readings(1399, 10, 13)) == [
        ("2021-01-02", "13 Dey 1399"),
        ("1979-09-04~", "13 Shawwal 1399"),
    ]
    assert list(readings(1398, 12, 30)) == [("1978-11-30~", "30 Dhu al-Hijjah 1398")]
    assert list(readings(1250, 1, 1)) == [("1871-03-21~", "1 Farvardin 1250")]
    assert list(readings(2020, 1, 1)) == []
