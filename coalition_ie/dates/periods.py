"""Periods, their parts, and seasons: الشهر الماضي، الأيام الثلاثة المقبلة، مطلع العام، صيف 2014."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from coalition_ie.arabic.characters import ARTICLE
from coalition_ie.dates.parts import Member, Parts, Read, Unit, because, leaning
from coalition_ie.dates.view import JOINTS, View
from coalition_ie.dates.years import is_counted, named_year, year_number

_CLOSE_UNITS = ("week", "month", "year", "decade", "century")
_RANKED = ("day", "week", "month", "year")
_WINTER = 12  # begins in the year before that in which it ends
_POINTED = ("period", "daypart", "season", "weekday")


def period(view: View, i: int) -> Read | None:
    """A period by its place or pointed at."""
    return placed_period(view, i) or pointed_period(view, i)


def placed_period(view: View, i: int) -> Read | None:
    """``الشهر الماضي``, ``الأيام والأسابيع [الثلاثة] المقبلة``, ``العام قبل الماضي``."""
    hit = view.hit(i, "period")
    if hit is None or not hit.article or hit.entry.value == "minute":
        return None
    if view.says(i + 1, "same"):
        return leaning(i + 2, hit.entry.value, 0)
    plural, also = view.shape(i, "plural"), view.hit(i + 1, "period")
    mixed = plural and also is not None and also.article and also.conjunction != ""
    j = i + 1 + mixed
    j += view.says(j, "other_year") and not plural
    j += view.says(j, "few") and view.count(j + 1) is not None
    count, j = _count_of(view, i, j)
    if (both := _two_relations(view, i, j, hit.entry.value)) is not None:
        return both
    if count == 1 and (shift := _twice_removed(view, j)):
        return Read(j + 2, Parts(unit=hit.entry.value, shift=shift))
    read = placed(view, i, j, hit.entry.value, None if mixed else count)
    if read is not None or not view.behind(i, "within"):
        return read
    # خلال العام is this year, unless an adjective makes another of it: خلال العام الثاني.
    other = view.key(i + 1).startswith(ARTICLE) or view.count(i + 1) is not None
    return None if other else own_period(view, i)


def _two_relations(view: View, i: int, j: int, unit: Unit) -> Read | None:
    """``العامين الماضي والحالي``, ``الشهر الحالي والمقبل``: one unit by each of them."""
    first, second = view.relation(j), view.hit(j + 1, "relation")
    if first is None or second is None or not second.article or view.shape(i, "plural"):
        return None
    if second.conjunction != "و" or second.preposition or second.entry.value == first:
        return None
    if unit in ("minute", "hour"):
        return None
    parts = [Parts(unit=unit, shift=shift) for shift in (first, int(second.entry.value))]
    if view.says(j - 1, "other_year"):
        parts = [Parts(reason="ambiguous")] * 2
    return Read(j + 1, parts[0], (Member(j + 1, j + 2, parts[1]),))


def _twice_removed(view: View, i: int) -> int:
    """The shift of ``قبل الماضي`` and ``بعد المقبل`` behind a period, 0 without them."""
    side = view.says(i, "after") - view.says(i, "before")
    return 2 * side if side == view.relation(i + 1) else 0


def _count_of(view: View, i: int, j: int) -> tuple[int | None, int]:
    """How many units are meant, None where that is open, and where the wording goes on."""
    number = view.count(view.behind_article(j))
    if number is not None and number.value > 0:
        return int(number.value), number.stop
    many = 2 if view.shape(i, "dual") else None if view.shape(i, "plural") else 1
    return many, view.skip(j, "few")


def placed(view: View, i: int, j: int, unit: Unit, count: int | None) -> Read | None:
    """``count`` units from ``i`` on, with their relation at ``j`` and the year it may repeat."""
    hit = view.definite(j, "relation", "unplaced")
    if hit is None:
        return None
    stop = view.skip(j + 1, "few")
    other_year = view.says(j - 1, "other_year")
    counted = count is not None and (count > 1 or j > i + 1 + other_year)
    if (elsewhere := view.elsewhere(hit)) is not None:
        known = count is not None and (count == 1 or unit != "hour")
        lean = leaning(stop, unit, elsewhere, count=count or 1)
        return lean if known else because(stop, "anaphoric")
    # السنوات الخمس الأخيرة are the last five; the last of an unsaid number is not settled.
    shift = -1 if hit.entry.value == "last" else int(hit.entry.value)
    unsaid = (counted and shift == 0) or (unit == "hour" and count == 1)
    if count is None or unsaid:
        return because(stop, "open")
    if other_year or (hit.entry.role == "unplaced" and not counted):
        return because(stop, "ambiguous")
    year = year_number(view, stop) if unit == "year" and not counted else None
    # العام الماضي 2014 فرعا is no year's number.
    if year is not None and not is_counted(view, year.stop):
        return Read(year.stop, replace(year.parts, year_shift=shift))
    return Read(stop, Parts(unit=unit, count=count, shift=shift))


def pointed_period(view: View, i: int) -> Read | None:
    """``هذا العام``, ``ذلك اليوم``, ``نفس الشهر``; هذه الأيام is a vague adverb."""
    opener, hit = view.hit(i, "opener"), view.definite(i + 1, *_POINTED)
    if opener is None or opener.article or opener.entry.value not in ("this", "that"):
        return None
    if hit is None or view.shape(i + 1, "plural"):
        return None
    role, value = hit.entry
    if role == "daypart" and not view.shape(i + 1, "part_alone"):
        return None  # هذا العصر is this age
    # في هذا اليوم is that of which the text speaks
    of_the_text = value == "day" and (opener.preposition or view.behind(i, "in", joined="و"))
    # … and في مثل هذا اليوم that of another year.
    like = view.says(i - 1, "like")
    if opener.entry.value == "that" and role in ("period", "daypart") and not like:
        return leaning(i + 2, "day" if role == "daypart" else value, 0)
    if opener.entry.value == "that" or of_the_text or like:
        return because(i + 2, "anaphoric")
    this = _this(role, value)
    return None if this is None else Read(i + 2, this)


def _this(role: str, value: Any) -> Parts | None:
    """What هذا says of a day, season, weekday or unit."""
    if role == "daypart" or value == "day":
        return Parts(deictic=0)
    if role == "season":
        return Parts(season=value, shift=0)
    if role == "weekday":
        return Parts(weekday=int(value), unit="week", shift=0)
    return None if value in ("minute", "hour") else Parts(unit=value, shift=0)


def coming_period(view: View, i: int) -> Read | None:
    """``في قادم الأيام``, ``قابل الشهور``: what is to come, without a number."""
    if not view.coming(i):
        return None
    unit = view.definite(i + 1, "period")
    return because(i + 2, "open") if unit is not None and view.shape(i + 1, "plural") else None


def ranked_period(view: View, i: int) -> Read | None:
    """``الأسبوع الثالث``, ``أسبوعها الثالث``, ``السنوات الأولى``: counted from another time.

    Behind ل it is how long something has lasted (للأسبوع الثالث على التوالي). The second day of a
    fight is no time expression in the corpus, whatever it is of.
    """
    hit = view.hit(i, "period", "own")
    if hit is None or hit.entry.value not in _RANKED or hit.preposition == "ل":
        return None
    if not (hit.article or hit.entry.role == "own") or view.shape(i, "dual", "today"):
        return None
    rank = view.ordinal(i + 1)
    if rank is None or not rank.article or rank.cut:
        return None
    return because(rank.stop, "anaphoric")


def own_period(view: View, i: int) -> Read | None:
    """``نهاية العام``: behind a part the period is that of publication."""
    unit = view.unit(i, article=True)
    if unit not in _CLOSE_UNITS or view.shape(i, "plural", "dual"):
        return None
    second = view.ordinal(i + 1)
    if second is not None and not second.cut:  # نهاية الأسبوع الثاني
        return None
    if view.says(i + 1, "other_year"):
        return because(i + 2, "ambiguous")
    return Read(i + 1, Parts(unit=unit, shift=0))


def middle(view: View, i: int) -> Read | None:
    """``نصف الشهر``: the middle of the month in which the text is written, or of another."""
    if view.unit(i + 1, article=True) != "month" or view.shape(i + 1, "plural", "dual"):
        return None
    placed = placed_period(view, i + 1)
    return placed if placed is not None else Read(i + 2, Parts(unit="month", shift=0))


def share(view: View, i: int) -> int:
    """Behind ``الربع الأول من``, ``الأسبوع الثاني من``, ``الأشهر الستة الأولى من``, else there."""
    hit = view.hit(i, "share", "period")
    if hit is None or not hit.article:
        return i
    number = view.count(i + 1)
    j = number.stop if number is not None and number.kind == "cardinal" else i + 1
    ordinal, last = view.ordinal(j), view.plain(j, "unplaced")
    if ordinal is not None:
        j = ordinal.stop
    elif last is not None and last.entry.value == "last":
        j += 1
    else:
        return i
    yearly = hit.entry.role == "share" and (view.kind(j) == "digits" or view.unit(j, article=False))
    if yearly and (year_number(view, j) or named_year(view, j)) is not None:
        return j  # الربع الثالث 2017
    return j + 1 if view.says(j, "of") else i


def season(view: View, i: int, *, company: bool = False) -> Read | None:
    """``صيف [عام] 2014``, ``خريف العام الجاري``, ``الخريف [الماضي]``."""
    hit = view.hit(i, "season")
    if hit is None:
        return None
    alone = Read(i + 1, Parts(season=hit.entry.value))
    if not hit.article:
        read = _in_two_years(view, with_year(view, alone))
        return read if read.stop > i + 1 else None
    read = related(view, alone)
    if read.stop == i + 1:
        read = with_year(view, alone)
    if read.stop > i + 1 or company:
        return read
    # الربيع العربي and the like: an adjective makes a name of it.
    named = view.key(i + 1).startswith(ARTICLE)
    return read if view.behind(i, "preposition_of_time") and not named else None


def _in_two_years(view: View, read: Read) -> Read:
    """``شتاء 2013-2014``, ``شتاء 2013/2014``: the year behind is that in which it ends."""
    ends = year_number(view, read.stop + 1) if view.key(read.stop) in JOINTS else None
    if read.parts.season != _WINTER or ends is None or ends.parts.year is None:
        return read
    return Read(ends.stop, read.parts) if read.parts.year == ends.parts.year - 1 else read


def related(view: View, read: Read) -> Read:
    """With the relation that may follow, which gives the smallest part named its place."""
    shift = view.relation(read.stop)
    if shift is not None:
        return Read(read.stop + 1, replace(read.parts, shift=shift))
    if read.parts.weekday is not None and (twice := _twice_removed(view, read.stop)):
        return Read(read.stop + 2, replace(read.parts, shift=twice))
    hit = view.definite(read.stop, "unplaced")
    if hit is None:
        return read
    return because(read.stop + 1, "ambiguous" if view.elsewhere(hit) is None else "anaphoric")


def with_year(view: View, read: Read) -> Read:
    """With ``2014``, ``لعام 2014``, ``من العام الماضي`` behind a month or season."""
    stop = read.stop
    signed = view.key(stop) in JOINTS and view.glued(stop + 1) and view.glued(stop)
    j = stop + 1 if signed else view.skip(stop, "of", "comma")
    hit = view.hit(j)
    if hit is not None and (hit.conjunction or hit.preposition not in ("", "ل")):
        return read
    if hit is not None and hit.entry.role not in ("period", "opener"):
        return read
    year = year_number(view, j, hijri=read.parts.hijri) or named_year(view, j)
    if year is not None and year.parts.last_year is None:
        return of_year(read, year)
    of = period(view, j) if view.plain(j) else None
    if of is None or "year" not in (view.unit(j, article=True), view.unit(j + 1, article=True)):
        return read
    return of_year(read, of) if of.parts.reason or of.parts.unit == "year" else read


def of_year(read: Read, year: Read) -> Read:
    """A month or season of the year that was read behind it."""
    if year.parts.reason is not None:
        return because(year.stop, year.parts.reason)
    shift = year.parts.shift if year.parts.year is None else None
    hijri = read.parts.hijri or year.parts.hijri
    parts = replace(read.parts, year=year.parts.year, year_shift=shift, hijri=hijri)
    return Read(year.stop, parts)
