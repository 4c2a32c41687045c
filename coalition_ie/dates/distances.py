"""Lengths of time that name a time: قبل ثلاثة أيام، منذ شهور، خلال أسبوعين، قبل ذلك بعامين.

A length by itself is no date (annotation guidelines §4); behind قبل and منذ it counts from the day
of publication, behind بعد and خلال it does so in a clause about the future. The span begins behind
the preposition, with the words of approximation, which leave the value as it is; a comparison
(أكثر من شهرين) leaves it open but for منذ أكثر من. Behind خلال a comparison says how long something
took (سيطروا عليها خلال أقل من شهر), and no time, but in a clause about the future.
"""

from __future__ import annotations

from dataclasses import replace

from coalition_ie.arabic.characters import ARTICLE, CONJUNCTIONS
from coalition_ie.dates.parts import Lean, Parts, Read, because
from coalition_ie.dates.periods import placed
from coalition_ie.dates.tense import about_future
from coalition_ie.dates.view import View, word_set
from coalition_ie.types import Reason

_HALF_YEAR = 6
_EVENT = 9  # words from بعد over an event to the length behind it, at most
_QUALIFIERS = 6  # words of approximation and comparison before one length, at most


def length_from_then(view: View, i: int) -> Read | None:
    """``قبلها ب[يومين]``, ``بعد ذلك ب[ثلاث سنوات]``, ``بعد وصوله إلى الجزيرة ب[يومين]``."""
    apart = view.key(i - 1) == "ب"
    if not view.behind(i - apart, "then"):
        return _from_event(view, i)
    number = view.numbers.get(i)
    glued = view.hit(i) is not None or (number is not None and number.cut > 0)
    length = _length(view, i) if apart or (glued and view.key(i)[0] == "ب") else None
    if length is None:
        return None
    lean, then = _lean(length.parts), i - apart - 1
    later = view.among(then, word_set("then_after")) or view.opener(then - 1) == "after"
    if lean is not None and not later:
        lean = lean._replace(shift=-lean.shift)
    return Read(length.stop, Parts(reason="anaphoric", lean=lean))


def _from_event(view: View, i: int) -> Read | None:
    """``بعد [الهجوم على القاعدة] بيومين``: a length with ب that an event stands before.

    Only with a number: بعد الهجوم بأيام says little and would be taken for the date of the event.
    """
    hit, number = view.hit(i, "period"), view.count(i)
    glued = (hit is not None and hit.preposition == "ب") or (number is not None and number.cut > 0)
    length = _length(view, i) if glued and view.key(i).startswith("ب") else None
    if length is None or length.parts.ago is None:
        return None
    for j in range(i - 2, i - 2 - _EVENT, -1):
        if view.kind(j) != "word" or view.plain(j, "period"):
            return None
        if view.among(j, word_set("from_event")):
            return because(length.stop, "anaphoric")
    return None


def _lean(length: Parts) -> Lean | None:
    """The length as a distance behind another time of the text, if it is a number of whole days."""
    if length.unit is None or length.ago is None or length.unit in ("minute", "hour"):
        return None
    return Lean(length.unit, length.ago, back=1)


def length_from_now(view: View, i: int) -> Read | None:
    """``[نحو] ثلاثة أيام`` behind قبل، منذ، بعد، خلال."""
    uncut = i in view.numbers or view.hit(i) is None or view.plain(i) is not None
    if not (uncut and view.behind(i, "before", "since", "after", "within")):
        return _everyday(view, i) if uncut and view.dialects else None
    length = _length(view, i)
    if length is None:
        return None
    stop, parts = length.stop, length.parts
    ahead, within = view.behind(i, "after"), view.behind(i, "within")
    counts = view.says(stop, "than" if ahead else "of")
    from_now = counts and view.says(stop + 1, "from_now")
    if counts and not from_now:
        # خلال شهر من المعارك is how long they lasted
        return None if within else _to_the_clause(view, i - 1, Read(stop, parts))
    if from_now:
        return _from_now(Read(stop + 2, parts), ahead=ahead, within=within)
    if within and _compares(view, i, stop) and not about_future(view, i - 1, stop):
        return None  # خلال أقل من شهر is how long it took
    if parts.ago is None:
        parts = Parts(reason="anaphoric" if ahead else "open")
    elif ahead or within:
        # بعد يوم دام is behind a bloody day, no day later.
        counted = ahead and (stop > i + 1 or view.shape(i, "dual"))
        lean = _lean(parts) if counted else None
        why: Reason = "anaphoric" if ahead else "ambiguous"
        parts = replace(parts, ago=-parts.ago, planned=why, lean=lean)
    reach = parts.reason is None and (within or view.behind(i, "since"))
    return Read(stop, replace(parts, reach=reach))


def morrow(view: View, i: int) -> Read | None:
    """``غداة [الاجتماع]``: the day behind an event."""
    hit = view.hit(i, "morrow")
    if hit is None or hit.article or hit.preposition:
        return None
    return Read(i + 1, Parts(reason="anaphoric", lean=Lean("day", 0, back=1)))


def _to_the_clause(view: View, i: int, read: Read) -> Read:
    """``وذلك بعد ثلاثة أيام على``, ``ويأتي هذا بعد يومين من``: the day of what the clause tells.

    What a length counts from is another event, which seldom has its day in the sentence.
    """
    lean = Lean("day", 0) if view.says(i - 1, "that_is") else None
    if view.says(read.stop, "of") and view.says(read.stop + 1, "then"):
        lean = _lean(read.parts)  # بعد ثلاثة أشهر من ذلك
        if lean is not None and view.says(i, "before"):
            lean = lean._replace(shift=-lean.shift)
    elif lean is None and read.parts.ago and read.parts.unit == "day" and _comes(view, i):
        lean = Lean("day", 0, back=1)
    return Read(read.stop, Parts(reason="anaphoric", lean=lean))


def _comes(view: View, i: int) -> bool:
    """Whether ``يأتي``, ``جاءت`` stands before ``i`` in its clause: it dates what was just told."""
    for j in range(i - 1, i - 1 - _EVENT, -1):
        if view.kind(j) != "word":
            return False
        if view.among(j, word_set("comes"), behind=CONJUNCTIONS):
            return True
    return False


def _from_now(length: Read, *, ahead: bool, within: bool) -> Read:
    """``بعد أسبوعين من الآن``: days and weeks from the day itself, months and years as ever."""
    stop, parts = length.stop, length.parts
    if parts.ago is None:
        return because(stop, "anaphoric" if ahead else "open")
    side, exact = -1 if ahead or within else 1, parts.unit in ("day", "week") and not within
    planned: Reason | None = "ambiguous" if within else None
    ago = side * parts.ago
    return Read(stop, replace(parts, ago=ago, exact=exact, reach=within, planned=planned))


def _everyday(view: View, i: int) -> Read | None:
    """``من أسبوع`` is a week ago, ``كمان أسبوع`` in a week."""
    soon = view.behind(i, "soon")
    if not (soon or view.behind(i, "ago")) or view.plain(i - 2, "compared"):
        return None
    length = _length(view, i)
    if length is None or length.parts.ago is None:
        return None
    ago = -length.parts.ago if soon else length.parts.ago
    return Read(length.stop, replace(length.parts, ago=ago))


def _length(view: View, i: int) -> Read | None:
    """``[أكثر من | نحو] [ثلاثة] أيام [ونصف] [عدة | مضت]``, its ``ago`` None where it is open."""
    j, vague = qualified(view, i)
    number = view.count(j)
    if number is not None and (number.kind != "cardinal" or number.value < 1):
        return None
    at = j if number is None else number.stop
    hit = view.hit(at, "period")
    if hit is None or not (hit.plain or (at == i and hit.preposition == "ب")):
        return None
    before = view.hit(i - 2, "period") if at == i and view.says(i - 1, "after") else None
    if before is not None and before.entry == hit.entry:
        return None  # يوما بعد يوم
    # قرابة السنة، نحو الشهر: a year, a month; else the article names one.
    if hit.article and (j == i or number is not None):
        return None
    if number is None and view.shape(at, "not_alone"):
        return None
    vague = vague or (number is None and view.shape(at, "plural"))
    many = int(number.value) if number is not None else 2 if view.shape(at, "dual") else 1
    stop, unit = at + 1, hit.entry.value
    if view.says(stop, "half"):
        stop += 1
        again = view.unit(stop, article=True) == unit  # عام ونصف العام
        stop += again and view.relation(stop + 1) is None
        # A year and a half are eighteen months; half of what is shorter settles no day.
        vague, unit, many = vague or unit != "year", "month", many * 12 + _HALF_YEAR
    stop = view.skip(view.skip(stop, "quality"), "passed")
    return Read(stop, Parts(unit=unit, ago=None if vague else many))


def qualified(view: View, i: int) -> tuple[int, bool]:
    """Behind the words of approximation and comparison, and whether one leaves it open.

    منذ أكثر من شهرين does not: it has been so for these two months at least.
    """
    j, vague = i, False
    bounds = ("less",) if view.behind(i, "since") else ("less", "more")
    if view.opener(i) == "what" and view.plain(i):  # ما يقارب، ما لا يقل عن
        while view.says(j := j + 1, "amounts") and j - i <= _QUALIFIERS:
            vague = vague or view.shape(j, *bounds)
        return (j, vague) if j > i + 1 else (i, False)
    while (
        j - i <= _QUALIFIERS
        and (hit := view.plain(j, "approximate", "several", "compared")) is not None
    ):
        vague = vague or hit.entry.role == "several" or view.shape(j, *bounds)
        j += 1
        if hit.entry.role == "compared":
            if not view.says(j, "than"):
                return i, False
            j += 1
    return j, vague


def _compares(view: View, i: int, stop: int) -> bool:
    """Whether the length ``[i, stop)`` is bounded only: ``أقل من شهر``, ``ما يزيد على عامين``."""
    return any(view.shape(j, "less", "more") for j in range(i, stop))


def counted_period(view: View, i: int) -> Read | None:
    """``الـ48 ساعة الماضية``, ``الخمسة أيام المقبلة``, ``آخر ثلاثة أيام``, ``خلال الـ48 ساعة``."""
    last = view.opener(i) == "last"
    number = view.count(i + 1 if last else view.behind_article(i))
    if number is None or number.value < 1 or number.kind == "ordinal":
        return None
    unit, many, stop = view.unit(number.stop, article=False), int(number.value), number.stop + 1
    if unit is None or not (last or number.first > i or number.article):
        return None
    if last:
        return Read(stop, Parts(unit=unit, count=many, shift=-1)) if many > 1 else None
    read = placed(view, i, stop, unit, many)
    if read is None and view.behind(i, "within"):
        return _last_or_next(view, i, stop, Parts(unit=unit, count=many))
    placed_as = read is not None and read.parts.unit is not None
    return Read(read.stop, replace(read.parts, count=many)) if read and placed_as else read


def _last_or_next(view: View, i: int, stop: int, parts: Parts) -> Read | None:
    """``خلال الـ48 ساعة``: the last ones, or the next in a clause about the future."""
    if view.key(stop).startswith(ARTICLE) or view.says(stop, "of"):
        return None
    return Read(stop, replace(parts, shift=1 if about_future(view, i - 1, stop) else -1))
