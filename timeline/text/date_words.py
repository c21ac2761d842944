"""Words of dates in the scripts of Arabic, Persian and Urdu, and their English for our grammar.

Months of other calendars become words of their own: `solar-j` is the tenth month of the Solar Hijri
calendar, `lunar-e` the fifth of the Lunar Hijri.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["MONTH_OF", "english", "month_pattern"]

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
# Names of our months: in Egypt and the Gulf, in the Maghreb, in the Levant and Iraq, in Persian
# and in Urdu. A line for each month.
_GREGORIAN: Final = """
يناير جانفي كانون_الثاني ژانویه جنوری
فبراير فيفري شباط فوریه فروری
مارس آذار مارچ
أبريل أفريل نيسان آوریل اپریل
مايو ماي أيار مه می مئی
يونيو جوان حزيران ژوئن جون
يوليو جويلية يوليوز تموز ژوئیه جولای جولائی
أغسطس أوت غشت آب اوت آگوست اگست
سبتمبر شتنبر أيلول سپتامبر ستمبر
أكتوبر تشرين_الأول اکتبر اکتوبر
نوفمبر نونبر تشرين_الثاني نوامبر نومبر
ديسمبر دجنبر كانون_الأول دسامبر دسمبر
"""
_SOLAR: Final = """
فروردین حمل farvardin
اردیبهشت ثور ordibehesht ordibehest
خرداد جوزا khordad
تیر سرطان tir
مرداد امرداد اسد mordad amordad
شهریور سنبله shahrivar
مهر میزان mehr
آبان عقرب aban
آذر قوس azar
دی جدی dey dei
بهمن دلو bahman
اسفند حوت esfand
"""
_LUNAR: Final = """
محرم muharram moharram
صفر safar
ربيع_الأول ربيع_اول rabi_i rabi_1 rabi_al-awwal rabi_al-awal rabi_ul-awwal rabi_awwal
ربيع_الثاني ربيع_الآخر rabi_ii rabi_2 rabi_al-thani rabi_al-akhir rabi_ul-thani rabi_thani
جمادى_الأولى جمادى_الأول جمادی_اول jumada_i jumada_1 jumada_al-awwal jumada_al-ula jumada_awwal
جمادى_الثانية جمادى_الآخرة جمادى_الآخر jumada_ii jumada_2 jumada_al-thani jumada_al-akhirah
رجب rajab
شعبان shaban shaaban
رمضان ramadan ramazan
شوال shawwal shawal
ذو_القعدة ذي_القعدة ذیقعده dhu_al-qadah dhu_al-qidah dhu_al-qada dhul-qadah dhul_qadah zulqadah
ذو_الحجة ذي_الحجة ذیحجه dhu_al-hijjah dhu_al-hijja dhul-hijjah dhul_hijjah dhul-hijja zulhijjah
"""
_WEEKDAYS: Final = """
الاثنين الإثنين دوشنبه
الثلاثاء سه‌شنبه سه_شنبه
الأربعاء چهارشنبه
الخميس پنجشنبه پنج‌شنبه
الجمعة جمعه
السبت شنبه
الأحد یکشنبه یک‌شنبه
"""
_OTHERS: Final = {
    "ce": "م ميلادي ميلادية میلادی",
    "sh": "ش ه.ش ه_ش هجری_شمسی هجری_خورشیدی شمسی خورشیدی",
    "ah": "ه ق ه.ق ه_ق هجری_قمری قمری",
    "to": "تا إلى الی",
    "or": "یا أو",
    "about": "حدود حوالی نحو",
    "since": "منذ",
    "from": "از من",
    "until": "حتى",
    "before": "قبل",
    "after": "بعد",
    "": "سال عام سنة ماه شهر روز يوم در في به",
}
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# How `english` writes the months of each calendar: their numbers by their words.
MONTH_OF: Final = {
    **{name: ("", number) for number, name in enumerate(_MONTHS, 1)},
    **{f"solar-{'abcdefghijkl'[n]}": ("solar", n + 1) for n in range(12)},
    **{f"lunar-{'abcdefghijkl'[n]}": ("lunar", n + 1) for n in range(12)},
}
_FOLDED: Final = str.maketrans("يىكةۀ\u200c", "ییکهه ", "ـ")
_IN_NAMES: Final = re.compile("(?<=[a-z])['’‘ʿʾ`](?!s\\b)")


def english(line: str) -> str:
    """A line with its words of other scripts and calendars in English; the rest of it untouched."""
    pattern, words = _known()
    return pattern.sub(lambda match: f" {words[_fold(match[0])]} ", _fold(line))


def _fold(text: str) -> str:
    """Lower case, one form of each Arabic letter, no vowel signs, no apostrophes in names."""
    letters = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in letters if unicodedata.category(char) != "Mn")
    return _IN_NAMES.sub("", unicodedata.normalize("NFC", bare).translate(_FOLDED).lower())


def month_pattern() -> str:
    """A regular expression, without groups, of the names of months in the scripts of Arabic,
    Persian and Urdu, of all three calendars, in any way of keying their letters."""
    lines = f"{_GREGORIAN}{_SOLAR}{_LUNAR}".split()
    names = sorted((name for name in lines if not name.isascii()), key=len, reverse=True)
    return f"(?:{'|'.join(''.join(map(_keyed, name)) for name in names)})"


def _keyed(letter: str) -> str:
    """A pattern of one letter however it is keyed; `_` is a space or a joiner."""
    alike = next((group for group in _KEYED if letter in group), "")
    return f"[{alike}]" if alike else re.escape(letter)


_KEYED: Final = ("یيى", "کك", "هةۀ", "اأإآ", "_ \u200c")


@lru_cache(maxsize=1)
def _known() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all words, the longer ones first, and the English of each."""
    found: dict[str, str] = {}
    for table, names in (
        (_GREGORIAN, _MONTHS),
        (_SOLAR, tuple(word for word, (of, _) in MONTH_OF.items() if of == "solar")),
        (_LUNAR, tuple(word for word, (of, _) in MONTH_OF.items() if of == "lunar")),
        (_WEEKDAYS, _DAYS),
    ):
        for name, line in zip(names, table.strip().splitlines(), strict=True):
            found |= {_fold(word.replace("_", " ")): name for word in line.split()}
    for name, line in _OTHERS.items():
        found |= {_fold(word.replace("_", " ")): name for word in line.split()}
    longest = sorted(found, key=len, reverse=True)
    words = "|".join(re.escape(word) for word in longest)
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])"), found
