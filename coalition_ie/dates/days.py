"""Days as news names them: اليوم الإثنين، أول من أمس، فجر السبت، ليل الأحد/الاثنين."""

from __future__ import annotations

from dataclasses import replace

from coalition_ie.arabic.characters import ARTICLE
from coalition_ie.arabic.lexicon import Hit, RoleWord
from coalition_ie.dates.months import calendar_day, day_of_it, month
from coalition_ie.dates.numeric import day_and_month, field, numeric
from coalition_ie.dates.parts import Member, Parts, Read, because, leaning
from coalition_ie.dates.periods import period, related, share
from coalition_ie.dates.view import CLOSING, JOINTS, View, is_noun_of

_FIFTH, _TENTH, _LAST_DAY = 5, 10, 31
_GOES_ON = frozenset("%/:")  # behind digits that are no day by themselves
_FEMININE = ("ة", "ه")
_ENDS = frozenset(".،؛!؟?,)»")  # behind a day's number, where it counts nothing


def dated(view: View, i: int) -> Read | None:
    """A day of the calendar in digits or words."""
    return numeric(view, i) or calendar_day(view, i)


def day(view: View, i: int) -> Read | None:
    """``[فجر] اليوم، الإثنين 4 تموز``: part of the day, today, weekday, date, as they come."""
    night = view.hit(i, "daypart")
    if night is not None and night.article:
        return _part_of_day(view, i, night)
    hours = _behind_hours(view, i)
    if hours > i and (part := view.definite(hours, "daypart")) is not None:
        part_alone = because(view.skip(hours + 1, "early"), "anaphoric")
        read = _part_of_day(view, hours, part) or part_alone
        return _of_named_day(view, i, read) or read
    j = _behind_daypart(view, i)
    named = view.hit(j, "deictic", "period", "weekday", "opener")
    if j > i and named is None and view.key(j) not in CLOSING:
        return dated(view, j)  # ليلة 4 ديسمبر
    return _today_and_weekday(view, i, j)


def _of_named_day(view: View, i: int, part: Read) -> Read | None:
    """``ساعات الصباح [الأولى] [من] اليوم الثلاثاء``: a part of the day with its day behind it."""
    j = view.skip(part.stop, "of")
    named = view.plain(j, "deictic", "period", "weekday")
    return None if named is None or part.parts.reason is None else _today_and_weekday(view, i, j)


def _today_and_weekday(view: View, i: int, j: int) -> Read | None:
    """The day named at ``j``, behind a part of the day that begins at ``i``."""
    today = _deictic(view, j, begin=i)
    today = today and _said_again(view, today)
    at = j if today is None else today.stop
    weekday = _weekday(view, at, begin=i, apart=today is not None)
    if weekday is None:
        if today is not None:
            return _with_adverb(view, _with_date(view, today))
        return None if j == i else dated(view, j) or _other_day(view, j)
    if weekday.more:
        return _of_both(view, weekday)
    if today is None:
        weekday = _said_again(view, weekday)
    deictic = weekday.parts.deictic if today is None else today.parts.deictic
    read = _with_date(view, Read(weekday.stop, replace(weekday.parts, deictic=deictic)))
    if read.stop == weekday.stop and today is None:
        read = _of_week(view, read)
    return _with_adverb(view, read)


def _said_again(view: View, day: Read) -> Read:
    """``اليوم «أمس»``, ``السبت (أمس)``: which day of the reader's it is, said by the paper."""
    closing = CLOSING.get(view.key(day.stop))
    said = closing and _deictic(view, day.stop + 1, begin=day.stop + 1)
    if not said or view.key(said.stop) != closing or day.parts.nights:
        return day
    return Read(said.stop + 1, replace(day.parts, deictic=said.parts.deictic))


def _other_day(view: View, i: int) -> Read | None:
    """``[صباح] اليوم التالي``, ``[مساء] ذلك اليوم``, ``[فجر] هذا اليوم``."""
    if "day" not in (view.unit(i, article=True), view.unit(i + 1, article=True)):
        return None
    read = period(view, i)
    named = read is not None and (read.parts.reason == "anaphoric" or read.parts.deictic == 0)
    return read if named else None


def nth_weekday(view: View, i: int) -> Read | None:
    """``أول اثنين من مايو``, ``الجمعة الثانية من الشهر المقبل``, ``آخر خميس في مارس``."""
    nth, j = _rank(view, i)
    ranked = _ranked_behind(view, i) if nth is None else None
    if ranked is not None:
        j, (nth, at) = i, ranked
    else:
        at = j + 1
    hit = view.hit(j, "weekday")
    if hit is None or nth is None or not (hit.plain or j == i) or (hit.article and j > i):
        return None
    read = _month_of_rank(view, at + 1) if nth <= _FIFTH and view.says(at, "of", "in") else None
    return read and Read(read.stop, replace(read.parts, nth=nth, weekday=hit.entry.value))


def _month_of_rank(view: View, i: int) -> Read | None:
    """The one month in which a weekday is ranked: by name, by its relation, or this one."""
    read = month(view, i, company=True) or period(view, i)
    if read is None and view.unit(i, article=True) == "month":
        read = Read(i + 1, Parts(unit="month", shift=0))
    if read is None or read.parts.reason is not None or read.parts.last_month is not None:
        return None
    by_unit = read.parts.unit == "month" and read.parts.count == 1
    return read if read.parts.month is not None or by_unit else None


def _ranked_behind(view: View, i: int) -> tuple[int, int] | None:
    """Which of them ``الجمعة الثانية``, ``الخميس الأخير`` is, and where the wording goes on."""
    hit, number, last = (
        view.hit(i, "weekday"),
        view.ordinal(i + 1),
        view.definite(i + 1, "unplaced"),
    )
    if hit is None or not hit.article:
        return None
    if number is not None:
        return (int(number.value), number.stop) if number.article and not number.cut else None
    return (-1, i + 2) if last is not None and view.elsewhere(last) is None else None


def _rank(view: View, i: int) -> tuple[int | None, int]:
    """``أول``, ``ثاني``, ``آخر`` before what they rank, and where that begins."""
    if view.opener(i) == "first":
        return 1, i + 1
    if view.opener(i) == "last":
        return -1, i + 1
    number = view.ordinal(i)
    if number is None or number.article:
        return None, i
    return int(number.value), number.stop


def day_alone(view: View, i: int) -> Read | None:
    """``في الثاني والعشرين``, ``يوم 22``, ``بتاريخ 4/12``: a day whose month or year is not named.

    Below eleven, and in digits, only behind the word for a day: في الثالث may be anything's.
    """
    unit = view.hit(i, "period")
    day_word = unit is not None and unit.entry.value == "day" and not unit.article
    headed = day_word and not view.shape(i, "dual", "plural")
    at, read = i + headed, None
    if headed or view.behind(i, "date_word") or field(view, at):
        read = day_and_month(view, at)
    read = read or _day_of_month(view, at, headed=headed)
    return None if read is None else _with_adverb(view, read)


def _day_of_month(view: View, i: int, *, headed: bool) -> Read | None:
    """The number of a day that counts nothing; ``headed``: behind يوم."""
    number = view.count(i)
    if number is None or not 1 <= number.value <= _LAST_DAY or number.scale > 1:
        return None
    # Feminine ordinals are ages and hours: في السادسة عشرة.
    spelled = number.kind == "ordinal" and number.article and not view.key(i).endswith(_FEMININE)
    # أجل الاجتماع للثاني والعشرين: a term lies ahead.
    term = number.cut > 0 and view.key(i)[number.cut - 1] == "ل"
    preposed = term or (not number.cut and view.behind(i, "preposition_of_day"))
    digits = view.kind(i) == "digits" and number.kind == "cardinal"
    named = headed and (spelled or digits)
    if not (named or (spelled and number.value > _TENTH and preposed)):
        return None
    # Ordinals stand behind what they count; tens and digits may count: في العشرين ألفا.
    counts = not spelled or number.value % _TENTH == 0
    noun = view.kind(number.stop) == "word" and not view.says(number.stop, "follow", "preposition")
    more = view.says(number.stop, "of") or view.key(number.stop) in _GOES_ON
    # يوم 20/1/2016 is a date by itself, and the word stays outside.
    if (counts and noun) or more or numeric(view, i) is not None:
        return None
    return Read(number.stop, Parts(day=int(number.value), shift=1 if term else None))


def _with_date(view: View, read: Read) -> Read:
    """With the date that follows: ``الأحد 4 تموز``, ``اليوم (4 تموز)``, ``السبت، 4/7/2015``."""
    bracket = view.key(read.stop) == "("
    at = read.stop + 1 if bracket else view.skip(read.stop, "comma")
    hit, parts = view.hit(at), read.parts
    date = dated(view, at) if hit is None or hit.plain else None
    if date is None and at == read.stop:
        of_it = day_of_it(view, at, headed=parts.weekday is not None)
        if of_it is not None and parts.deictic is None:
            return Read(of_it.stop, replace(of_it.parts, weekday=parts.weekday))
        date = day_and_month(view, at) or _day_number_alone(view, at, parts)
    if date is None or date.parts.last_day is not None or date.more or parts.nights:
        return read
    if date.parts.reason is not None or (bracket and view.key(date.stop) != ")"):
        return read
    stop = date.stop + bracket
    if parts.deictic is not None and date.parts.hijri:
        return Read(stop, replace(parts, also=date.parts))
    if parts.deictic is not None and date.parts.unit is not None:
        return Read(stop, replace(parts, day=date.parts.day))
    return Read(stop, replace(date.parts, weekday=parts.weekday, deictic=parts.deictic))


def _day_number_alone(view: View, i: int, parts: Parts) -> Read | None:
    """``الاثنين 4``: a number that counts nothing, behind a weekday."""
    number = view.count(i)
    if parts.weekday is None or parts.nights or number is None or number.cut:
        return None
    whole = number.kind == "cardinal" and view.kind(i) == "digits" and number.stop == i + 1
    ends = view.key(number.stop) in _ENDS or view.kind(number.stop) in ("", "line")
    if not (whole and ends and 1 <= number.value <= _LAST_DAY):
        return None
    return Read(number.stop, Parts(day=int(number.value)))


def _of_week(view: View, read: Read) -> Read:
    """``الأحد الماضي``, ``الأحد من الأسبوع الماضي``."""
    of = view.skip(read.stop, "of", "in")
    week = period(view, of)
    if of == read.stop and (week is None or week.parts.unit != "week" or week.parts.shift is None):
        return related(view, read)  # الاثنين الأسبوع الماضي
    if week is None:
        return related(view, read)
    if week.parts.unit == "week" and week.parts.count == 1:
        return Read(week.stop, replace(read.parts, unit="week", shift=week.parts.shift))
    if week.parts.reason is None:
        return related(view, read)
    weekly = view.unit(of, article=True) == "week"
    return because(week.stop, week.parts.reason) if weekly else read


def _with_adverb(view: View, read: Read) -> Read:
    """``الأحد صباحا``, ``أمس مساء``."""
    adverb = view.plain(read.stop, "adverb") is not None
    evening = view.says(read.stop, "evening") and view.plain(read.stop + 1) is None
    return Read(read.stop + (adverb or evening), read.parts)


def _part_of_day(view: View, i: int, part: Hit[RoleWord]) -> Read | None:
    """``الليلة الماضية``, ``الليلة``, ``الليلة قبل الماضية``, ``عند الفجر``."""
    if (elsewhere := _other_part_of_day(view, i + 1)) is not None:
        return elsewhere
    shift = view.relation(i + 1)
    if shift is not None:
        return Read(i + 2, Parts(deictic=min(shift, 0)))
    if view.says(i + 1, "before") and view.relation(i + 2) == -1:
        return Read(i + 3, Parts(deictic=-2))
    stop = view.skip(i + 1, "early")
    named = view.key(i + 1).startswith(ARTICLE) and stop == i + 1  # الفجر الجديد is a name
    if not part.plain or named:
        return None
    if view.shape(i, "night"):
        return Read(stop, Parts(deictic=0))
    # في الظهر may be on the back, في العصر in this age.
    sure = view.shape(i, "part_alone") or not view.behind(i, "in", joined="و")
    return because(stop, "anaphoric") if sure and view.behind(i, "preposition_of_hour") else None


def _other_part_of_day(view: View, i: int) -> Read | None:
    """``[الليلة] نفسها``, ``[الليلة] التالية``: of a day named elsewhere."""
    other = view.plain(i, "unplaced")
    there = 0 if view.says(i, "same") else view.elsewhere(other)
    if there is None:
        return None if other is None else because(i + 1, "anaphoric")
    return leaning(i + 1, "day", there)


def _behind_daypart(view: View, i: int) -> int:
    """Behind ``[الساعات الأولى من] فجر``, ``[بعد] ظهر``, ``منتصف ليل``."""
    j = _behind_hours(view, i)
    if view.opener(j) == "after" and view.says(j + 1, "noon"):
        return j + 2
    if view.hit(j, "daypart") and not view.key(j).startswith(ARTICLE):
        return j + 1
    return j if j > i and view.says(j - 1, "of") else i


def _behind_hours(view: View, i: int) -> int:
    """Behind ``الساعات الأولى من``, ``ساعة متأخرة من`` and ``ساعات``."""
    hit = view.hit(i, "period")
    if hit is None or hit.entry.value != "hour":
        return i
    of = share(view, i) if view.shape(i, "hours") else i
    if of > i and view.unit(of, article=True) in (None, "day"):
        return of
    if view.says(i + 1, "late") and view.says(i + 2, "of"):
        return i + 3
    return i + 1 if view.plain(i + 1, "daypart") else i


def _deictic(view: View, i: int, *, begin: int) -> Read | None:
    """``أمس [الأول]``, ``يوم أمس``, ``أول من أمس``, ``اليوم``; proclitics only at ``begin``."""
    hit = view.hit(i, "deictic", "period", "opener")
    if hit is None or not (hit.plain or i == begin):
        return None
    if hit.entry.value != -1 and is_noun_of(view.key(i - 1), "no_today_before"):
        return None  # مصر اليوم is a newspaper, مصر أمس none
    if hit.entry.role == "opener":
        return _twice_removed(view, i, hit)
    if hit.entry.role == "deictic":
        twice = view.says(i + 1, "twice") and hit.entry.value == -1
        return Read(i + 1 + twice, Parts(deictic=-2 if twice else hit.entry.value))
    if view.shape(i, "day") and not hit.article and view.plain(i + 1, "deictic"):
        return _deictic(view, i + 1, begin=begin)
    return _today(view, i, hit)


def _twice_removed(view: View, i: int, hit: Hit[RoleWord]) -> Read | None:
    """``أول أمس``, ``أول من أمس``, ``قبل أمس``, ``بعد غد``."""
    j = view.skip(i + 1, "of")
    next_day = view.plain(j, "deictic")
    if next_day is None or hit.article:
        return None
    side = {"first": -1, "before": -1, "after": 1}.get(hit.entry.value, 0)
    return Read(j + 1, Parts(deictic=2 * side)) if side == next_day.entry.value else None


def _today(view: View, i: int, hit: Hit[RoleWord]) -> Read | None:
    """``اليوم``, unless it is a day named elsewhere or in a name."""
    if not view.shape(i, "today"):
        return None
    today, ordinal = Read(i + 1, Parts(deictic=0)), view.ordinal(i + 1)
    if _weekday(view, i + 1, begin=i, apart=True) is not None:
        return today
    other = view.says(i + 1, "no_today_after", "same") or view.hit(i + 1, "relation", "unplaced")
    numbered = ordinal is not None and ordinal.cut == 0
    return None if other or numbered or hit.preposition or view.behind(i, "not_today") else today


def _weekday(view: View, i: int, *, begin: int, apart: bool) -> Read | None:
    """``[يوم] الأحد``, ``الأحد/ الاثنين``; in brackets behind another word of the expression.

    ``apart``: behind a deictic, from which a comma may part it.
    """
    around = CLOSING.get(view.key(i)) if i > begin else None
    j = i + 1 if around else view.skip(i, "comma") if apart else i
    head, pair = view.hit(j, "period"), False
    if head is not None and head.entry.value == "day" and not head.article:
        if not (head.plain or j == begin):
            return None
        j, pair = j + 1, view.shape(j, "pair")
        if around is None and (around := CLOSING.get(view.key(j))):
            j += 1
    hit = view.hit(j, "weekday")
    if hit is None or not hit.article or not (hit.plain or j == begin):
        return None
    if not _is_weekday(view, j, hit):
        return None
    parts = Parts(weekday=hit.entry.value)
    if around:
        return Read(j + 2, parts) if view.key(j + 1) == around else None
    return _two_days(view, begin, j + 1, parts, pair=pair)


def _is_weekday(view: View, i: int, hit: Hit[RoleWord]) -> bool:
    """Neither صلاة الجمعة nor الاثنين, the two; بين الاثنين والأربعاء are days."""
    if is_noun_of(view.key(i - 1), "no_weekday"):
        return False
    if hit.entry.value != 0 or not view.says(i - 1, "two"):
        return True
    after = view.hit(i + 1, "weekday")
    return view.says(i - 1, "between") and after is not None and after.conjunction != ""


def _two_days(view: View, begin: int, stop: int, parts: Parts, *, pair: bool) -> Read:
    """``ليل الأحد الاثنين``, ``الأحد/الاثنين``, ``يومي الأحد والاثنين``."""
    one, at_night = Read(stop, parts), view.hit(begin, "daypart", "part") is not None
    joint = view.key(stop) in JOINTS or (at_night and view.says(stop, "toward"))
    second = view.hit(stop + joint, "weekday")
    if second is None or not second.article:
        return one
    if second.plain and (joint or at_night):
        stop += joint + 1
    elif second.conjunction == "و" and not second.preposition and pair:
        stop += 1
    else:
        return one
    nights = (second.entry.value - (parts.weekday or 0)) % 7
    if pair and not (joint or view.behind(begin, "between", joined="و")):
        other = Parts(weekday=second.entry.value, listed=(nights, 0))
        return Read(stop - 1, replace(parts, listed=(0, nights)), (Member(stop - 1, stop, other),))
    return Read(stop, replace(parts, nights=nights))


def _of_both(view: View, days: Read) -> Read:
    """``يومي السبت والأحد [الماضيين]``: the relation behind the second is that of both."""
    second = days.more[0]
    read = related(view, Read(second.stop, second.parts))
    if read.parts.reason is not None:
        return Read(days.stop, read.parts, (Member(second.first, read.stop, read.parts),))
    first = replace(days.parts, shift=read.parts.shift)
    return Read(days.stop, first, (Member(second.first, read.stop, read.parts),))
