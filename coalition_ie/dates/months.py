"""Months and their days: أيار/مايو الماضي، 20 يناير 2016، 15 رمضان 1437هـ، بين 10 و15 يوليو."""

from __future__ import annotations

from dataclasses import replace

from coalition_ie.arabic.characters import ARTICLE, DASHES
from coalition_ie.dates.parts import Lean, Member, Parts, Read, because, listed
from coalition_ie.dates.periods import of_year, own_period, period, related, with_year
from coalition_ie.dates.view import CLOSING, JOINTS, View, is_noun_of, months_of_two
from coalition_ie.dates.years import is_counted, year_number

_LONGEST_LIST = 7  # days or months named one by one
_NAMES = 3  # that one month has side by side


def month(view: View, i: int, *, company: bool = False) -> Read | None:
    """``[شهر] أيار/مايو [2014 | الماضي | من العام الماضي]``, ``شهري مايو ويونيو``.

    A bare name needs company: a preposition, and weak names (مارس) more than that.
    """
    headed = view.unit(i, article=False, plain=False) == "month"
    name = _month_name(view, i + headed)
    if name is None:
        return None
    span = _up_to_month(view, i, _doubled(view, name))
    names = [Member(i, span.stop, span.parts)]
    if span.parts.last_month is None:
        names += _other_months(view, span, several=headed and view.shape(i, "pair", "plural"))
    last = names[-1]
    read = _with_relation(view, with_year(view, Read(last.stop, last.parts)))
    if not (company or headed or read.stop > name.stop or _shown(view, i, name)):
        return None
    # The year or relation behind the last is that of all.
    parts = [replace(read.parts, month=one.parts.month) for one in names[:-1]]
    ends = [Member(one.first, one.stop, p) for one, p in zip(names, parts, strict=False)]
    return listed([*ends, Member(last.first, read.stop, read.parts)])


def _month_name(view: View, i: int) -> Read | None:
    hit = view.hit(i)
    if hit is None or hit.article:
        return None
    pair = months_of_two().get((view.key(i)[hit.cut :], view.key(i + 1)))
    if pair is not None:
        return Read(i + 2, Parts(month=pair[0], hijri=pair[1]))
    role, value = hit.entry
    if role not in ("month", "hijri"):
        return None
    return Read(i + 1, Parts(month=value, hijri=role == "hijri"))


def _shown(view: View, i: int, name: Read) -> bool:
    """Whether what stands before a bare name makes a month of it."""
    alone, timed = name.stop == i + 1, view.behind(i, "preposition_of_time")
    weak = alone and view.shape(i, "weak_month", "weak_hijri")
    if name.parts.hijri and alone:
        return timed and not weak
    return timed or (not weak and view.preposed(i))


def _with_relation(view: View, read: Read) -> Read:
    """With ``الماضي``, and the year that may say it again: ``أبريل القادم 2018``."""
    parts = read.parts
    if parts.year is not None or parts.year_shift is not None or parts.reason is not None:
        return read
    placed = related(view, read)
    year = year_number(view, placed.stop) if placed.stop > read.stop else None
    counts = year is not None and is_counted(view, year.stop)
    return placed if year is None or counts else of_year(read, year)


def _doubled(view: View, name: Read) -> Read:
    """With the same month's other names: ``أيار/ مايو``, ``يونيو (حزيران)``."""
    for _ in range(_NAMES - 1):
        sign = view.key(name.stop)
        # Without a sign the two stand side by side: أغسطس آب.
        other = _month_name(view, name.stop + (sign in JOINTS or sign in CLOSING))
        if other is None or other.parts != name.parts:
            break
        if sign in CLOSING:
            if view.key(other.stop) != CLOSING[sign]:
                break
            other = Read(other.stop + 1, other.parts)
        name = other
    return Read(view.skip(name.stop, "epithet"), name.parts) if name.parts.hijri else name


def _up_to_month(view: View, i: int, first: Read) -> Read:
    """``يناير ومارس`` behind بين, ``يناير إلى مارس`` behind من, ``يناير-مارس``."""
    j = first.stop
    up_to = view.says(j, "up_to") and view.behind(i, "of", joined="و")
    if _joined_month(view, j) and view.behind(i, "between", joined="و"):
        second = _month_name(view, j)
    else:
        second = _month_name(view, j + 1) if up_to or view.key(j) in DASHES else None
    if second is None or second.parts == first.parts:
        return first
    second = _doubled(view, second)
    return Read(second.stop, replace(first.parts, last_month=second.parts.month))


def _joined_month(view: View, i: int) -> bool:
    hit = view.hit(i, "month", "hijri", "first")
    return hit is not None and hit.conjunction == "و" and not hit.preposition


def _other_months(view: View, first: Read, *, several: bool) -> list[Member]:
    """``[شهري مايو] ويونيو``, ``[أيار] وحزيران 2015``; ``several``: a dual or plural says so.

    Else a name that is another word as well (ومارس) needs a year or a relation behind it.
    """
    found: list[Member] = []
    stop, hijri = first.stop, first.parts.hijri
    while len(found) < _LONGEST_LIST and _joined_month(view, stop):
        name = _month_name(view, stop)
        if name is None or name.parts.hijri != hijri or name.parts == first.parts:
            break
        name = _doubled(view, name)
        weak = name.stop == stop + 1 and view.shape(stop, "weak_month", "weak_hijri")
        if weak and not several and _with_relation(view, with_year(view, name)) is name:
            break
        found.append(Member(stop, name.stop, name.parts))
        stop = name.stop
    return found


def calendar_day(view: View, i: int) -> Read | None:
    """``20 [من] [شهر] يناير [2016]``, ``الخامس والعشرين من …``, ``26 و27 تموز``."""
    headed = view.unit(i, article=False, plain=False) == "day"
    first, j = _day_number(view, i + headed)
    if first is None:
        return _month_first(view, i)
    if is_noun_of(view.key(i - 1), "no_date"):
        return None
    last, stop = _last_day(view, i, first, j)
    days = [] if last is not None else _other_days(view, first, j, headed=headed)
    if days:
        stop = days[-1].stop
    read = _month_of_day(view, stop, headed=headed or view.preposed(i))
    if read is None or read.parts.reason is not None:
        return read
    if not days:
        return Read(read.stop, replace(read.parts, day=first, last_day=last))
    members = [Member(i, j, Parts(day=first)), *days]
    members[-1] = members[-1]._replace(stop=read.stop)
    return listed([one._replace(parts=replace(read.parts, day=one.parts.day)) for one in members])


def _month_first(view: View, i: int) -> Read | None:
    """``سبتمبر (أيلول) 11 2001``, ``يوليو 4، 2015``: the order of American English."""
    name = _month_name(view, i)
    if name is None or view.says(i - 1, "of"):
        return None
    name = _doubled(view, name)
    number = view.count(name.stop)
    if number is None or not 1 <= number.value <= 31 or number.cut or number.scale > 1:
        return None
    year = year_number(view, view.skip(number.stop, "comma"))
    if year is None or year.parts.year is None or year.parts.last_year is not None:
        return None
    return Read(year.stop, replace(name.parts, day=int(number.value), year=year.parts.year))


def new_year(view: View, i: int) -> Read | None:
    """``رأس السنة [الميلادية | الهجرية] [2016]``, ``ليلة رأس السنة``, the day before."""
    night = view.hit(i, "daypart") if view.shape(i, "night") else None
    j = i + (night is not None and not night.article)
    if not (view.hit(j, "head") if j == i else view.plain(j, "head")):
        return None
    if view.unit(j + 1, article=True) != "year" or view.shape(j + 1, "plural", "dual"):
        return None
    stop = view.skip(j + 2, "new_year")
    hijri = stop > j + 2 and view.says(stop - 1, "hijri_era")
    if stop == j + 2 and view.key(stop).startswith(ARTICLE) and view.relation(stop) is None:
        return None  # رأس السنة الأمازيغية
    read = _with_relation(view, with_year(view, Read(stop, Parts(month=1, day=1, hijri=hijri))))
    if j == i:
        return read
    if hijri or read.parts.year_shift is not None or read.parts.reason is not None:
        return because(read.stop, read.parts.reason or "ambiguous")
    year = None if read.parts.year is None else read.parts.year - 1
    return Read(read.stop, replace(read.parts, month=12, day=31, year=year))


def numbered_month(view: View, i: int) -> Read | None:
    """``شهر 3``, ``شهر ثلاثة الماضي``, ``الشهر الثالث من عام 2013``: a month by its number."""
    hit = view.hit(i, "period")
    if hit is None or hit.entry.value != "month" or view.shape(i, "dual", "plural"):
        return None
    number = view.ordinal(i + 1) if hit.article else view.count(i + 1)
    if number is None or not 1 <= number.value <= 12 or number.cut or number.scale > 1:
        return None
    if view.says(i + 1, "one"):
        return None  # شهر واحد is one month
    month = Read(number.stop, Parts(month=int(number.value)))
    if (view.key(number.stop) == "/") and view.glued(number.stop + 1):
        year = year_number(view, number.stop + 1)
        return None if year is None else of_year(month, year)
    read = _with_relation(view, with_year(view, month))
    if hit.article or number.kind == "ordinal":
        return read if read.stop > month.stop and read.parts.shift is None else None
    # قبل شهر ثلاثة جنود: a number that counts something is none of a month.
    counts = view.kind(read.stop) == "word" and not view.says(read.stop, "preposition", "follow")
    return read if read.stop > month.stop or not counts else None


def _day_number(view: View, i: int) -> tuple[int | None, int]:
    """The day of a month at ``i`` and where it ends: ``20``, ``الـ20``, ``أول [أيام]``."""
    if view.opener(i) in ("first", "first_day"):
        return 1, i + 1 + (view.unit(i + 1, article=False) == "day")
    number = view.count(view.behind_article(i))
    if number is None or not 1 <= number.value <= 31 or number.scale > 1:
        return None, i
    # الدفعة الأولى الشهر المقبل: days are masculine.
    first_of = number.kind == "ordinal" and view.shape(i, "feminine_first")
    return (None, i) if first_of else (int(number.value), number.stop)


def _last_day(view: View, i: int, first: int, stop: int) -> tuple[int | None, int]:
    """The last of the days from ``first`` on, and where it ends: ``-15``, ``إلى 15``, ``و15``."""
    ends = view.key(stop) in DASHES or view.says(stop, "up_to")
    if not (ends or view.behind(i, "between", joined="و")):
        return None, stop
    day, end, _ = _joined_day(view, stop) if not ends else (*_day_number(view, stop + 1), stop)
    return (day, end) if day is not None and day > first else (None, stop)


def _joined_day(view: View, i: int) -> tuple[int | None, int, int]:
    """The day that و joins at ``i``, where it ends and where it begins."""
    if view.key(i) == "و":
        return (*_day_number(view, i + 1), i + 1)
    return (*_day_number(view, i), i) if view.key(i)[:1] == "و" else (None, i, i)


def _other_days(view: View, first: int, stop: int, *, headed: bool) -> list[Member]:
    """``[26] و27``, ``[26]، 27 و28``: the other days of a list, which و ends or أيام opens."""
    found: list[Member] = []
    last, ended = first, headed
    while len(found) < _LONGEST_LIST:
        comma = view.key(stop) == "،"
        joined = (*_day_number(view, stop + 1), stop + 1) if comma else _joined_day(view, stop)
        day, end, at = joined
        if day is None or day <= last:
            break
        found.append(Member(at, end, Parts(day=day)))
        last, stop, ended = day, end, ended or not comma
    return found if ended else []


def day_of_it(view: View, i: int, *, headed: bool = False) -> Read | None:
    """``19 منه``: a day of the month that the text has named; ``headed``: behind its weekday."""
    number = view.count(i)
    if number is None or not 1 <= number.value <= 31 or not view.says(number.stop, "of_it"):
        return None
    if not (headed or view.preposed(i) or number.cut or view.behind(i, "up_to")):
        return None
    lean = Lean("month", 0, back=1)
    parts = Parts(day=int(number.value), reason="anaphoric", lean=lean)
    return Read(number.stop + 1, parts)


def _month_of_day(view: View, j: int, *, headed: bool) -> Read | None:
    """What names the month behind a day: ``[من] [شهر] يناير``, ``من الشهر الجاري``."""
    of, signed = view.says(j, "of"), view.key(j) in JOINTS
    j += of or signed
    if view.plain(j) is None:
        return None
    read = month(view, j, company=True)
    if read is not None:
        score = signed and read.parts.hijri  # 2 - صفر is how a match ended
        several = read.parts.last_month is not None or read.more
        return None if several or score else read
    read = period(view, j) or (own_period(view, j) if of else None)
    if read is not None:
        units = (view.unit(j, article=True), view.unit(j + 1, article=True))
        return read if "month" in units else None
    shift = view.relation(j) if headed or of else None
    return None if shift is None else Read(j + 1, Parts(unit="month", shift=shift))
