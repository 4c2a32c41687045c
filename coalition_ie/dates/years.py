"""Years, decades and centuries: عام 2014، منذ 2011، 2014-2016، 1437هـ، تسعينيات القرن الماضي."""

from __future__ import annotations

from dataclasses import replace

from coalition_ie.arabic.characters import ARTICLE
from coalition_ie.dates.parts import Member, Parts, Read, because
from coalition_ie.dates.view import JOINTS, View

YEARS = range(1900, 2101)
"""Four digits outside are a quantity, unless عام stands before them."""

HIJRI_YEARS = range(1300, 1500)
"""Hijri years of 1882 to 2077; one only before its era (هـ) or in a date of that calendar."""

_NAMED_YEARS = range(1000, 2101)  # behind عام; those that Hijri years overlap are ambiguous
_ERA_YEARS = range(100, 1500)  # Hijri with their era; the tables begin later
_LAST_HIJRI_CENTURY = 15
_LONGEST = 100  # years from one end of a range to the other
_LONGEST_LIST = 12  # years named one by one in one expression


def named_year(view: View, i: int) -> Read | None:
    """``عام 2014``, ``العام الهجري 1437``, ``عامي 2006 و2008``."""
    hit = view.hit(i, "period")
    if hit is None or hit.entry.value != "year":
        return None
    # Where the printed line was turned round, the comma stands before the year: عام ،1945.
    turned = view.key(i + 1) == "،" and view.glued(i + 2) and not view.glued(i + 1)
    j = i + 1 + turned
    other, hijri = view.says(j, "other_year"), view.says(j, "hijri_era")
    if other and (two := _over_two(view, j + 1)) is not None:
        return two
    first = year_number(view, view.skip(j, "other_year", "calendar_year"), named=True, hijri=hijri)
    if first is None:
        return None
    several = view.shape(i, "pair", "plural")
    read = year_span(view, i, first, pair=several)
    if read is first and not other:
        return _with_others(view, i, first, pair=several)
    return because(read.stop, "ambiguous") if other and read is first else read


def _over_two(view: View, i: int) -> Read | None:
    """``1436/1437``, ``2015/2014``: a school year lies in two, printed either way round."""
    first = view.count(i)
    if first is None:
        return None
    j = view.skip(first.stop, "hijri_era", "gregorian_era")
    second = view.count(j + 1) if view.key(j) in JOINTS else None
    if second is None or first.scale > 1 or second.scale > 1:
        return None
    begin, end = sorted((int(first.value), int(second.value)))
    hijri = begin in HIJRI_YEARS
    if end - begin != 1 or not (hijri or begin in YEARS):
        return None
    stop = view.skip(second.stop, "hijri_era", "gregorian_era")
    return Read(stop, Parts(year=begin, last_year=end, hijri=hijri))


def bare_year(view: View, i: int, *, company: bool = False) -> Read | None:
    """``منذ 2014``, ``1437هـ``; behind other prepositions only where it can count nothing.

    ``company``: a part before it (أواخر 2017) says that it is a year.
    """
    first = year_number(view, i) if company or view.kind(i) == "digits" else None
    if first is None:
        return None
    span = year_span(view, i, first)
    one = _with_others(view, i, first) if span is first else first
    if span is first and (company or _of_era(view, i, first)):
        return one
    if company or first.parts.hijri or (span is not first and _counts_nothing(view, i, span.stop)):
        return span
    alone = view.behind(i, "preposition_of_amount") and not is_counted(view, first.stop)
    return one if alone or view.behind(i, "preposition_of_year") else None


def _of_era(view: View, i: int, year: Read) -> bool:
    """Whether ``2011م``, ``1995 ميلادية`` is a year: م is the metre of heights and of races too."""
    if year.parts.year is None or year.parts.hijri or year.stop == i + 1:
        return False
    metres = view.key(year.stop - 1) == "م" and (
        year.parts.year % 100 == 0 or view.behind(i, "measured")
    )
    return not metres


def year_number(view: View, i: int, *, named: bool = False, hijri: bool = False) -> Read | None:
    """A year and its era; ``named``: behind عام, where what is no year otherwise is one.

    ``hijri``: what stands before says that a year of that calendar needs no era.
    """
    number = view.count(i)
    if number is None:
        # 5-أيار-2015: digits behind a word and a dash are no number by themselves.
        key = view.key(i)
        glued = len(key) == 4 and key.isdigit() and int(key) in YEARS
        return Read(i + 1, Parts(year=int(key))) if glued else None
    # 2,014 counts: the digits of a year have no sign among them.
    plain = not view.key(i)[:1].isdigit() or view.key(i).isdigit()
    if number.kind != "cardinal" or number.scale not in (1, 1000) or not plain:
        return None
    year, stop = int(number.value), view.skip(number.stop, "hijri_era", "gregorian_era")
    if view.says(number.stop, "hijri_era") or (hijri and year in HIJRI_YEARS):
        return Read(stop, Parts(year=year, hijri=True)) if year in _ERA_YEARS else None
    of_era = stop > number.stop
    if year not in (_NAMED_YEARS if named or of_era else YEARS):
        return None
    if year in HIJRI_YEARS and not of_era:
        return because(stop, "ambiguous")
    return Read(stop, Parts(year=year))


def year_span(view: View, i: int, first: Read, *, pair: bool = False) -> Read:
    """With ``إلى 2016`` behind من or a dual, ``و2015`` behind بين, ``-2016``, ``/2015``."""
    begin = first.parts.year
    if begin is None:
        return first
    last, last_year = first, begin
    between = view.behind(i, "between", joined="و")
    ranged = pair or between or view.behind(i, "of", joined="و")
    for _ in range(_LONGEST_LIST):
        ends = view.key(last.stop) in JOINTS or (ranged and view.says(last.stop, "up_to"))
        if not (ends or (view.key(last.stop) == "و" and between)):
            break
        second = year_number(view, last.stop + 1)
        if second is None or second.parts.year is None:
            break
        if not 0 < second.parts.year - last_year < _LONGEST:
            break
        last, last_year = second, second.parts.year
    if last is first:
        return first
    return Read(last.stop, replace(last.parts, year=begin, last_year=last_year))


def _with_others(view: View, i: int, first: Read, *, pair: bool = False) -> Read:
    """``عامي 2006 و2008``, ``أعوام 2009، 2010 و2011``, ``عام 2006 و2007``: each by itself.

    Behind one year و may join a quantity (عام 2014 و2000 جندي), so the next has to count nothing.
    """
    more: list[Member] = []
    year, stop = first.parts.year, first.stop
    while year is not None and len(more) < _LONGEST_LIST:
        if view.key(stop) != "و" and not (pair and view.key(stop) == "،"):
            break
        other = year_number(view, stop + 1)
        if other is None or other.parts.year is None or other.parts.year == year:
            break
        near = abs(other.parts.year - year) == 1 and not is_counted(view, other.stop)
        if not (pair or near or _counts_nothing(view, i, other.stop)):
            break
        more.append(Member(stop + 1, other.stop, other.parts))
        year, stop = other.parts.year, other.stop
    return first._replace(more=tuple(more))


def _counts_nothing(view: View, i: int, stop: int) -> bool:
    """Whether ``2014 و2016``, which end at ``stop``, are years."""
    between = view.behind(i, "between", joined="و") and not is_counted(view, stop)
    ends = view.kind(stop) in ("", "sign", "line") or view.key(stop)[0] == "و"
    return between or ends or view.says(stop, "preposition", "follow")


def is_counted(view: View, i: int) -> bool:
    """Whether a noun follows that four digits may count: a unit, or an accusative."""
    key = view.key(i)
    if view.kind(i) != "word":
        return key in ("%", "٪", "$", "/")
    accusative = key.endswith("ا") and len(key) > 3 and not key.startswith(ARTICLE)
    return (accusative and not view.says(i, "follow")) or view.says(i, "counted")


def decade(view: View, i: int, *, company: bool = False) -> Read | None:
    """``تسعينيات القرن الماضي``, ``الثمانينيات``: of the last century, as the press uses it.

    ``عقد`` before it (عقد التسعينيات) settles that no decade of a life is meant.
    """
    headed = view.unit(i, article=False, plain=False) == "decade"
    i += headed
    hit = view.hit(i, "decade_of")
    if hit is None:
        return None
    j, tens = view.skip(i + 1, "of"), int(hit.entry.value)
    of = century(view, j)
    if of is not None and of.parts.year is None:
        return Read(of.stop, replace(of.parts, decade=tens))
    if of is not None and of.parts.year is not None:
        stop, first = of.stop, of.parts.year - 1 + tens
    elif (
        hit.article
        and not view.says(j, "age")
        and (company or headed or view.preposed(i) or view.behind(i, "decade_head"))
    ):
        stop, first = view.skip(i + 1, "gregorian_era"), 1900 + tens
    else:
        return None
    return Read(stop, Parts(year=first, last_year=first + 9))


def century(view: View, i: int) -> Read | None:
    """``القرن العشرين``, ``القرن الماضي``."""
    if view.unit(i, article=True, plain=False) != "century":
        return None
    shift = view.relation(i + 1)
    if shift is not None:
        return Read(i + 2, Parts(unit="century", shift=shift))
    number = view.count(view.behind_article(i + 1))
    if number is None or not 1 <= number.value <= 21:
        return None
    stop, last = number.stop, int(number.value) * 100
    unread = max(view.skip(stop, "hijri_era"), view.past(stop, "before_christ"))
    if unread > stop:
        return because(unread, "out of range")
    of_era = view.skip(stop, "gregorian_era")
    if last <= 100 * _LAST_HIJRI_CENTURY and of_era == stop:
        return because(stop, "ambiguous")
    return Read(of_era, Parts(year=last - 99, last_year=last))
