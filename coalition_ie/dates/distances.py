"""Lengths of time that name a time: قبل ثلاثة أيام، منذ شهور، خلال أسبوعين، قبل ذلك بعامين.

A length by itself is no date (annotation guidelines §4); behind قبل and منذ it counts from the day
of publication, behind بعد and خلال it does so in a clause about the future. The span begins behind
the preposition, with the words of approximation, which leave the value as it is; a comparison
(أكثر من شهرين) leaves it open but for منذ أكثر من. Behind خلال a comparison says how long something
took (سيطروا عليها خلال أقل من شهر), and no time, but in a clause about the future.
"""

from __future__ import annotations

from dataclasses import replace

from coalition_ie.dates.parts import Parts, Read, because
from coalition_ie.dates.periods import placed
from coalition_ie.dates.tense import about_future
from coalition_ie.dates.view import View

_HALF_YEAR = 6


def length_from_then(view: View, i: int) -> Read | None:
    """``قبلها ب[يومين]``, ``بعد ذلك ب[ثلاث سنوات]``."""
    apart = view.key(i - 1) == "ب"
    if not view.behind(i - apart, "then"):
        return None
    number = view.numbers.get(i)
    glued = view.hit(i) is not None or (number is not None and number.cut > 0)
    length = _length(view, i) if apart or (glued and view.key(i)[0] == "ب") else None
    return None if length is None else because(length.stop, "anaphoric")


def length_from_now(view: View, i: int) -> Read | None:
    """``[نحو] ثلاثة أيام`` behind قبل، منذ، بعد، خلال."""
    uncut = i in view.numbers or view.hit(i) is None or view.plain(i) is not None
    behind = uncut and view.behind(i, "before", "since", "after", "within")
    length = _length(view, i) if behind else None
    if length is None:
        return None
    stop, parts = length
    ahead, within = view.behind(i, "after"), view.behind(i, "within")
    if view.says(stop, "than" if ahead else "of"):
        if view.says(stop + 1, "from_now"):
            stop += 2
        elif within:
            return None  # خلال شهر من المعارك is how long they lasted
        else:
            return because(stop, "anaphoric")
    elif within and _compares(view, i, stop) and not about_future(view, i - 1, stop):
        return None  # خلال أقل من شهر is how long it took
    if parts.ago is None:
        return because(stop, "anaphoric" if ahead else "open")
    if ahead or within:
        parts = replace(parts, ago=-parts.ago, planned="anaphoric" if ahead else "ambiguous")
    return Read(stop, replace(parts, reach=within or view.behind(i, "since")))


def _length(view: View, i: int) -> Read | None:
    """``[أكثر من | نحو] [ثلاثة] أيام [ونصف] [عدة | مضت]``, its ``ago`` None where it is open."""
    j, vague = _qualified(view, i)
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


def _qualified(view: View, i: int) -> tuple[int, bool]:
    """Behind the words of approximation and comparison, and whether one leaves it open.

    منذ أكثر من شهرين does not: it has been so for these two months at least.
    """
    j, vague = i, False
    bounds = ("less",) if view.behind(i, "since") else ("less", "more")
    if view.opener(i) == "what" and view.plain(i):  # ما يقارب، ما لا يقل عن
        while view.says(j := j + 1, "amounts"):
            vague = vague or view.shape(j, *bounds)
        return (j, vague) if j > i + 1 else (i, False)
    while (hit := view.plain(j, "approximate", "several", "compared")) is not None:
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
    """``الـ48 ساعة الماضية``, ``الخمسة أيام المقبلة``, ``آخر ثلاثة أيام``."""
    number = view.count(view.behind_article(i))
    if number is None or not (number.first > i or number.article) or number.value < 1:
        return None
    unit, many = view.unit(number.stop, article=False), int(number.value)
    read = None if unit is None else placed(view, i, number.stop + 1, unit, many)
    if read is None or read.parts.unit is None:
        return read
    return Read(read.stop, replace(read.parts, count=many))
