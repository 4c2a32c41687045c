"""Years, decades and centuries: عام 2014، منذ 2011، 2014-2016، 1437هـ، تسعينيات القرن الماضي."""

from __future__ import annotations

from dataclasses import replace

from coalition_ie.arabic.characters import DASHES
from coalition_ie.dates.parts import Parts
from coalition_ie.dates.view import DateTokens, Read, because, word_set
from coalition_ie.numbers.grammar import Found

YEARS = range(1900, 2101)
"""Four digits outside are a quantity, unless عام stands before them."""

HIJRI_YEARS = range(1300, 1500)
"""Hijri years of 1882 to 2077; one only before its era (هـ) or in a date of that calendar."""

_NAMED_YEARS = range(1000, 2101)  # behind عام; those that Hijri years overlap are ambiguous
_OLD_HIJRI_YEARS = range(100, 1300)  # with their era; the tables begin later
_LAST_HIJRI_CENTURY = 15
_LONGEST = 100  # years from one end of a range to the other
_LONGEST_LIST = 12  # years named one by one in one expression


def _step(first: int | None, second: int | None) -> int:
    return 0 if first is None or second is None else second - first


class Years(DateTokens):
    """Forms that name a year, or ten or a hundred of them."""

    def _year(self, i: int) -> Read | None:
        """``عام 2014``, ``العام الهجري 1437``, ``عامي 2006 و2007``; bare as in ``منذ 2014``."""
        hit = self._hit(i, "period")
        if hit is None or hit.entry.value != "year":
            return self._bare_year(i)
        # Where the printed line was turned round, the comma stands before the year: عام ،1945.
        turned = self.key(i + 1) == "،" and self.glued(i + 2) and not self.glued(i + 1)
        j = i + 1 + turned
        other = self._in(j, "other_year")
        hijri = self.key(j).startswith("الهجري")
        j += other or self._in(j, "calendar_year")
        first = self._year_number(j, named=True, hijri=hijri)
        if first is None:
            return None
        several = word_set("pair") | word_set("plural")
        pair = self._bare(i) in several or self.key(i)[hit.cut :] in several
        read = self._year_span(i, first, pair=pair)
        return because(read.stop, "ambiguous") if other and read is first else read

    def _year_number(self, i: int, *, named: bool = False, hijri: bool = False) -> Read | None:
        """A year and its era; ``named``: behind عام, where what is no year otherwise is one.

        ``hijri``: what stands before says that a year of that calendar needs no era.
        """
        number = self._count(i)
        if number is None:
            return self._glued_year(i)
        if number.kind != "cardinal" or not self._is_plain(number):
            return None
        era = self._in(number.stop, "hijri_era")
        stop = number.stop + (era or self._in(number.stop, "gregorian_era"))
        year = int(number.value)
        if era or (hijri and year in HIJRI_YEARS):
            old = year in _OLD_HIJRI_YEARS
            return Read(stop, Parts(year=year, hijri=True)) if old or year in HIJRI_YEARS else None
        if year in YEARS or (stop > number.stop and year in _NAMED_YEARS):
            return Read(stop, Parts(year=year))
        if not named or year not in _NAMED_YEARS:
            return None
        return because(stop, "ambiguous") if year in HIJRI_YEARS else Read(stop, Parts(year=year))

    def _glued_year(self, i: int) -> Read | None:
        """``5-أيار-2015``: digits behind a word and a dash are no number by themselves."""
        key = self.key(i)
        if len(key) != 4 or not key.isdigit() or int(key) not in YEARS:
            return None
        return Read(i + 1, Parts(year=int(key)))

    def _is_plain(self, number: Found) -> bool:
        """Whether digits have no sign among them: 2,014 counts."""
        key = self.key(number.first)
        return number.scale in (1, 1000) and (not key[:1].isdigit() or key.isdigit())

    def _year_span(self, i: int, first: Read, *, pair: bool = False) -> Read:
        """With ``و2015`` behind a dual or بين, ``إلى 2016`` behind من, ``-2016``, ``/2015``."""
        if first.parts.year is None:
            return first
        between = self._behind_word(i, "بين")
        last, gap = first, False
        for _ in range(_LONGEST_LIST):
            sign = self.key(last.stop)
            from_there = pair or between or self._behind_word(i, "من")
            up_to = sign in word_set("up_to") and from_there
            ends = sign in DASHES or sign == "/" or up_to
            if not (ends or (sign == "و" and (pair or between))):
                break
            second = self._year_number(last.stop + 1)
            step = _step(last.parts.year, second.parts.year) if second is not None else 0
            # عامي 2016 و2015 go backwards at times; ranges never do.
            if second is None or not (0 < step < _LONGEST or (pair and step == -1)):
                break
            gap = gap or (not ends and not between and abs(step) > 1)
            last = second
        if last is first:
            return first
        if gap:
            return because(last.stop, "ambiguous")  # years apart are no interval
        ends_of = sorted((first.parts.year, last.parts.year or 0))
        parts = replace(last.parts, year=ends_of[0], last_year=ends_of[1])
        return Read(last.stop, parts)

    def _behind_word(self, i: int, word: str) -> bool:
        return self.key(i - 1).removeprefix("و") == word

    def _bare_year(self, i: int) -> Read | None:
        """``منذ 2014``, ``1437هـ``; behind other prepositions only where it can count nothing."""
        if self.tokens[i].kind != "digits":
            return None
        first = self._year_number(i)
        if first is None:
            return None
        span = self._year_span(i, first)
        if first.parts.hijri or (span is not first and self._is_span(i, span)):
            return span
        alone = self._behind(i, "preposition_of_amount") and not self._is_counted(first.stop)
        return first if alone or self._behind(i, "preposition_of_year") else None

    def _is_counted(self, i: int) -> bool:
        """Whether a noun follows that four digits may count: a unit, or an accusative."""
        key = self.key(i)
        if i >= len(self.tokens) or self.tokens[i].kind != "word":
            return key in ("%", "٪", "$", "/")
        accusative = key.endswith("ا") and len(key) > 3 and key[:2] != "ال"
        return (accusative and not self._in(i, "follow")) or key in word_set("counted")

    def _is_span(self, i: int, span: Read) -> bool:
        """Whether ``2014 و2016`` are years and count nothing."""
        between = self._behind_word(i, "بين") and not self._is_counted(span.stop)
        return between or self._ends(span.stop)

    def _ends(self, i: int) -> bool:
        """Whether nothing that could be counted follows at all."""
        if i >= len(self.tokens) or self.tokens[i].kind in ("sign", "line"):
            return True
        return self.key(i)[0] == "و" or self._in(i, "preposition") or self._in(i, "follow")

    def _end_of_year(self, i: int) -> Read | None:
        """``أواخر 2017``: four digits are a year behind a part."""
        read = self._year_number(i)
        return None if read is None else self._year_span(i, read)

    def _decade(self, i: int, *, company: bool = False) -> Read | None:
        """``تسعينيات القرن الماضي``, ``الثمانينيات``: of the last century, as the press uses it.

        ``عقد`` before it (عقد التسعينيات) settles that no decade of a life is meant.
        """
        headed = self._unit(i, "decade", article=False, plain=False)
        i, company = i + headed, company or headed
        hit = self._hit(i, "decade_of")
        if hit is None:
            return None
        j = i + 1 + (self.key(i + 1) == "من")
        century = self._century(j)
        if century is not None:
            parts = replace(century.parts, decade=hit.entry.value)
            if parts.year is not None:
                first = parts.year - 1 + hit.entry.value
                parts = Parts(year=first, last_year=first + 9)
            return Read(century.stop, parts)
        if not hit.article or self._in(j, "age") or not (company or self._preposed(i)):
            return None
        year = 1900 + hit.entry.value
        stop = i + 1 + self._in(i + 1, "gregorian_era")
        return Read(stop, Parts(year=year, last_year=year + 9))

    def _century(self, i: int) -> Read | None:
        """``القرن العشرين``, ``القرن الماضي``."""
        if not self._unit(i, "century", article=True, plain=False):
            return None
        shift = self._relation(i + 1)
        if shift is not None:
            return Read(i + 2, Parts(unit="century", shift=shift))
        article = self._bare(i + 1) == "ال"
        number = self._count(i + 1 + article)
        if number is None or not 1 <= number.value <= 21:
            return None
        return self._numbered_century(number.stop, int(number.value))

    def _numbered_century(self, stop: int, century: int) -> Read:
        if self._in(stop, "hijri_era"):
            return because(stop + 1, "out of range")
        if (self.key(stop), self.key(stop + 1)) == ("قبل", "الميلاد"):
            return because(stop + 2, "out of range")
        era = self._in(stop, "gregorian_era")
        if century <= _LAST_HIJRI_CENTURY and not era:
            return because(stop, "ambiguous")
        return Read(stop + era, Parts(year=century * 100 - 99, last_year=century * 100))
