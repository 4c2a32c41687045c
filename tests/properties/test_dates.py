"""Every date of two centuries reads back from the forms of the press; values do not depend on
spelling; spans are exact; another library agrees where it covers a part."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coalition_ie.arabic.normalise import fold
from coalition_ie.dates.find import find_dates
from coalition_ie.types import TIMEX_TYPES, Interval
from tests.strategies import hostile_texts

EGYPT = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
]
LEVANT = [
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول"),
    *("تشرين الأول", "تشرين الثاني", "كانون الأول"),
]
ALGERIA = [
    "جانفي",
    "فيفري",
    "مارس",
    "أفريل",
    "ماي",
    "جوان",
    "جويلية",
    "أوت",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
]
MOROCCO = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "ماي",
    "يونيو",
    "يوليوز",
    "غشت",
    "شتنبر",
    "أكتوبر",
    "نونبر",
    "دجنبر",
]
DAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
ORDINALS = [
    *("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع"),
    *("العاشر", "الحادي عشر", "الثاني عشر", "الثالث عشر", "الرابع عشر", "الخامس عشر"),
    *("السادس عشر", "السابع عشر", "الثامن عشر", "التاسع عشر", "العشرين"),
    *("الحادي والعشرين", "الثاني والعشرين", "الثالث والعشرين", "الرابع والعشرين"),
    *("الخامس والعشرين", "السادس والعشرين", "السابع والعشرين", "الثامن والعشرين"),
    *("التاسع والعشرين", "الثلاثين", "الحادي والثلاثين"),
]
SCRIPTS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]

# Below a hundred before a masculine noun, after Wright (3rd ed.), i. §§318-321.
UNITS = ["واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
TENS = ["عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"]


def spell(n: int) -> str:
    if n <= 10:
        return UNITS[n - 1]
    if n < 20:
        return {11: "أحد عشر", 12: "اثني عشر"}.get(n, f"{UNITS[n - 11]} عشر")
    ten = TENS[n // 10 - 2]
    return ten if n % 10 == 0 else f"{UNITS[n % 10 - 1]} و{ten}"


days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def names(day: date) -> list[str]:
    egypt, levant = EGYPT[day.month - 1], LEVANT[day.month - 1]
    return [
        *(egypt, levant, ALGERIA[day.month - 1], MOROCCO[day.month - 1]),
        *(f"{levant}/{egypt}", f"{egypt} ({levant})", f"{egypt}- {levant}", f"شهر {egypt}"),
    ]


def written(day: date) -> list[str]:
    numbers = [str(day.day), ORDINALS[day.day - 1], f"الـ{day.day}"]
    wordings = [
        f"{number} {of}{name} {year}"
        for number in numbers
        for of in ("", "من ")
        for name in names(day)
        for year in (str(day.year), f"{day.year}م", f"عام {day.year}")
    ]
    y, m, d = day.year, day.month, day.day
    digits = [f"{d}/{m}/{y}", f"{d:02}-{m:02}-{y}", f"{d}.{m}.{y}", f"{y}-{m:02}-{d:02}"]
    spaced = [f"{d} / {m} / {y}", f"{d} - {m} - {y}", f"{d}/{m}/{y}م", f"{y}/{m}/{d}"]
    american = [f"{name} {d}{comma} {y}" for name in names(day)[:-1] for comma in ("", "،")]
    return [*wordings, *digits, *spaced, *american]


def on(day: date) -> Interval:
    return Interval(start=day, end=day, grain="day")


@given(days, st.data())
def test_every_date_reads_back_from_every_form(day: date, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(written(day)))
    form = form.translate(str.maketrans(SCRIPTS[0], data.draw(st.sampled_from(SCRIPTS))))
    weekday = data.draw(
        st.sampled_from(["", f"{DAYS[day.weekday()]} ", f"يوم {DAYS[day.weekday()]} "])
    )
    (found,) = find_dates(f"وصلوا في {weekday}{form}، ثم عادوا")
    assert (found.text, found.value) == (weekday + form, on(day))


HOURS = ["الواحدة", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة"]
HOURS += ["التاسعة", "العاشرة", "الحادية عشرة", "الثانية عشرة"]
MINUTES = {0: "", 15: " والربع", 20: " والثلث", 30: " والنصف", 45: " إلا ربعا", 10: " وعشر دقائق"}
PARTS = [(range(1, 12), "صباحا", 0), (range(4, 7), "عصرا", 12), (range(5, 12), "مساء", 12)]


@given(days, st.sampled_from(PARTS), st.sampled_from(list(MINUTES)), st.data())
def test_every_hour_reads_back(
    day: date, part: tuple[range, str, int], minute: int, data: st.DataObject
) -> None:
    hours, adverb, add = part
    hour = data.draw(st.sampled_from(hours))
    named = HOURS[hour % 12] if minute == 45 else HOURS[hour - 1]
    said = (hour + 1, minute) if minute == 45 else (hour, minute)
    forms = [f"الساعة {hour}:{minute:02} {adverb}", f"الساعة {hour + add:02}:{minute:02}"]
    if said[0] - 1 in hours or minute != 45:
        forms += [f"الساعة {named}{MINUTES[minute]} {adverb}"]
    form = data.draw(st.sampled_from(forms))
    (found,) = find_dates(f"وصلوا في {day.day}/{day.month}/{day.year}، {form}.")
    assert found.to_timex3()["value"] == f"{day.isoformat()}T{hour + add:02}:{minute:02}"
    assert found.value == Interval(start=day, end=day, grain="hour")


@given(days, days, st.sampled_from(["tense", "past", "future"]))
def test_weekday_day_and_month_agree_in_the_nearest_year(
    day: date, published: date, prefer: str
) -> None:
    (found,) = find_dates(
        f"{DAYS[day.weekday()]} {day.day} {EGYPT[day.month - 1]}",
        published=published,
        prefer=prefer,  # type: ignore[arg-type]
    )
    assert found.value is not None
    there = found.value.start
    assert (there.weekday(), there.day, there.month) == (day.weekday(), day.day, day.month)
    side = {"past": -1, "future": 1}.get(prefer, 0)
    if (day - published).days * side >= 0:
        assert abs(there - published) <= abs(day - published)


@given(days, st.booleans())
def test_prefer_says_on_which_side_what_recurs_lies(published: date, future: bool) -> None:
    prefer = "future" if future else "past"
    for text in ("الاثنين", "4 أبريل", "في مارس", "يوم 22", "الخريف", "في رمضان"):
        for found in find_dates(text, published=published, prefer=prefer):  # type: ignore[arg-type]
            if found.value is None:
                assert found.reason == "out of range"
            elif future:
                assert found.value.end >= published, text
            else:
                assert found.value.start <= published, text


@given(st.integers(1, 5), st.integers(0, 6), days)
def test_the_nth_weekday_of_a_month(nth: int, weekday: int, day: date) -> None:
    rank = ["أول", "ثاني", "ثالث", "رابع", "خامس"][nth - 1]
    text = f"اجتمعوا {rank} {DAYS[weekday][2:]} من {EGYPT[day.month - 1]} {day.year}"
    (found,) = find_dates(text)
    month = (date(day.year, day.month, 1) + timedelta(days=n) for n in range(31))
    dates = [d for d in month if d.month == day.month and d.weekday() == weekday]
    if nth > len(dates):
        assert found.reason == "no such day"
    else:
        assert found.value == on(dates[nth - 1])


LENGTHS = {"D": "يوما", "W": "أسبوعا", "M": "شهرا", "Y": "عاما"}


@given(st.integers(11, 99), st.sampled_from(list(LENGTHS)), st.booleans())
def test_every_length_reads_back_as_iso_writes_it(count: int, unit: str, words: bool) -> None:
    number = spell(count) if words else str(count)
    text = f"تدربوا لمدة {number} {LENGTHS[unit]}."
    (found,) = find_dates(text, kinds=["DURATION"])
    assert (found.value, found.reason) == (None, None)
    assert found.to_timex3() == {"type": "DURATION", "value": f"P{count}{unit}"}


@given(hostile_texts, st.none() | days, st.booleans())
def test_kinds_that_are_not_asked_for_change_nothing(
    text: str, published: date | None, dialects: bool
) -> None:
    dated = find_dates(text, published=published, dialects=dialects)
    every = find_dates(text, published=published, dialects=dialects, kinds=TIMEX_TYPES)
    assert all(text[d.start : d.end] == d.text for d in every)
    assert all(a.end <= b.start for a, b in pairwise(every))
    assert {d.timex.type for d in dated if d.timex} <= {"DATE", "TIME"}
    for d in every:
        assert d.timex is not None
        assert (d.value is None and d.reason is None) is (d.timex.type in ("DURATION", "SET"))


@given(days, st.sampled_from(DAYS))
def test_a_weekday_that_the_date_has_not_contradicts_it(day: date, weekday: str) -> None:
    (found,) = find_dates(f"{weekday} {day.day} {EGYPT[day.month - 1]} {day.year}")
    if weekday == DAYS[day.weekday()]:
        assert found.value == on(day)
    else:
        assert found.reason == "contradictory"


@given(days, st.integers(0, 6), st.sampled_from(["", "الماضي", "المقبل"]))
def test_a_weekday_is_the_nearest_on_its_side(day: date, weekday: int, relation: str) -> None:
    (found,) = find_dates(f"وصل {DAYS[weekday]} {relation}", published=day)
    assert found.value is not None
    distance = (found.value.start - day).days
    assert found.value.start.weekday() == weekday
    assert distance in {"": range(-6, 1), "الماضي": range(-7, 0), "المقبل": range(1, 8)}[relation]


@given(days, st.integers(3, 99))
def test_a_number_of_days_ago_in_words_or_digits(day: date, count: int) -> None:
    unit = "أيام" if count <= 10 else "يوما"
    spelled = spell(count)
    there = day - timedelta(days=count)
    for number in (str(count), spelled):
        (found,) = find_dates(f"قتل قبل {number} {unit}.", published=day)
        assert found.value == on(there)
        (found,) = find_dates(f"يقاتلون منذ {number} {unit}.", published=day)
        assert found.value == Interval(start=there, end=day, grain="day")


PHRASES = [
    *("فجر الأربعاء", "أول من أمس", "الشهر الماضي", "قبل ثلاثة أيام", "منذ أسبوعين", "أواخر آذار"),
    *("٢٠ كانون الثاني ٢٠١٦", "الأحد المقبل", "السنوات الأربع الأخيرة", "إبريل/نيسان", "١٤٣٧هـ"),
    *("الأشهر الثلاثة الماضية", "ليل الأحد الإثنين", "الساعة الثامنة من مساء أمس", "شتاء ٢٠١٥"),
]


@given(
    st.sampled_from(PHRASES), st.lists(st.sampled_from(["", "\u064e", "\u0651\u0650", "\u0640"]))
)
def test_the_value_depends_neither_on_tashkeel_nor_on_hamza(phrase: str, marks: list[str]) -> None:
    bare = phrase.translate(str.maketrans("أإآ", "ااا"))
    marked = "".join(
        letter + (marks[i % len(marks)] if marks and letter.isalpha() else "")
        for i, letter in enumerate(bare)
    )
    published = date(2016, 7, 20)
    (plain,) = find_dates(f"قتل {phrase}.", published=published)
    (found,) = find_dates(f"قتل {marked}.", published=published)
    assert (found.value, found.reason) == (plain.value, plain.reason)
    assert fold(found.text) == fold(plain.text)


@given(hostile_texts, st.none() | days)
def test_spans_are_exact_and_say_why_they_have_no_value(text: str, published: date | None) -> None:
    found = find_dates(text, published=published)
    assert all(text[d.start : d.end] == d.text and "\n" not in d.text for d in found)
    assert all((d.value is None) == (d.reason is not None) for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_another_library_agrees_on_full_dates() -> None:
    import dateparser

    settings = {"DATE_ORDER": "DMY", "RELATIVE_BASE": datetime(2016, 7, 20)}  # no clock
    for day in (date(1995, 2, 28) + timedelta(days=397 * n) for n in range(40)):
        for text in (f"{day.day} {EGYPT[day.month - 1]} {day.year}", f"{day:%Y-%m-%d}"):
            theirs = dateparser.parse(text, languages=["ar"], settings=settings)
            (ours,) = find_dates(text)
            assert ours.value == on(theirs.date()), text
