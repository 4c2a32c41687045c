"""Whether a clause tells what is to come: what decides between last Sunday and next Sunday.

Evidence is sought where it governs the expression: leftwards up to the border of the clause, and,
where the expression opens its clause, to the right. Evidence for the future are

- the prefix سـ and سوف before a verb (Ryding 2005, ch. 21);
- a table of words of intention and expectation (dates.toml), beyond أن only right before it
  (من المقرر أن يصل الخميس);
- قد before an imperfect, where the expression or a short subject and it open the clause (الأحد قد
  يصل الوفد; Ryding 2005, ch. 34);
- a verb of the imperfect close by (يلتقي الوزير الأحد نظيره): with a single day the press uses it
  for what is planned, unless كان or لم make it past (Ryding 2005, ch. 21 and 36).

A verb of saying between them and the expression takes it for the past, and so does منذ or بعد.
"""

from __future__ import annotations

from coalition_ie.arabic.characters import CONJUNCTIONS
from coalition_ie.arabic.frequencies import LEAST, count, is_imperfect, is_noun
from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.tokens import SENTENCE_ENDS
from coalition_ie.dates.view import View, is_noun_of, word_set

_REACH = 30  # words between a verb and the time that belongs to it, at most
_OPENS = 6  # words from an expression that opens its clause to the verb
_NEAR = 7  # words to a verb in the present that plans, or to بعد, which ends its reach
_SUBJECT = 4  # words from a nominal clause's أن to a time behind its subject
_GOVERNS = 4  # words from an intention to its أن


def about_future(view: View, first: int, stop: int) -> bool | None:
    """Whether the tokens ``[first, stop)`` stand in a clause about the future; None unsaid."""
    opens = True
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        key, near = view.key(i), first - i <= _NEAR
        if key in SENTENCE_ENDS or key == ":":
            break
        if view.among(i, word_set("said")) or (near and view.among(i, word_set("done"))):
            return False
        if _is_future(key) or (near and is_imperfect(_unjoined(key))):
            # كانا يسعيان لاستهداف الميناء: كان and its like make the verb past.
            return not any(view.among(j, word_set("frame")) for j in range(i - _GOVERNS, i))
        if view.among(i, word_set("border")):
            if view.says(i, "that") and _governed(view, i):
                return True
            # أن قمة الحلف الأحد قد يشوبها التوتر: the predicate stands behind its subject.
            opens = opens or first - i <= _SUBJECT
            break
        opens = opens and (view.says(i, "opening") or view.kind(i) == "sign")
    return (opens and _to_the_right(view, stop)) or None


def _to_the_right(view: View, stop: int) -> bool:
    for i in range(stop, stop + _OPENS):
        if view.says(i, "may") and _may(view.key(i + 1)):
            return True
        if view.key(i) in SENTENCE_ENDS or view.among(i, word_set("said", "border")):
            return False
        if _is_future(view.key(i)):
            return True
    return False


def _may(verb: str) -> bool:
    """Whether the verb behind قد is an imperfect: one in ي always is, in ت it may be past."""
    return verb.startswith("ي") or is_imperfect(verb)


def _governed(view: View, i: int) -> bool:
    """Whether an intention governs the clause that أن opens at ``i``."""
    if view.says(i - 1, "on"):  # على أن يعقد: to be held
        return True
    for j in range(i - 1, i - 1 - _GOVERNS, -1):
        if view.key(j) in SENTENCE_ENDS or view.among(j, word_set("said")):
            return False
        if is_noun_of(view.key(j), "future"):
            return True
    return False


@remembered
def _is_future(key: str) -> bool:
    """A word of intention, or a verb with the prefix سـ: what is left of it is a verb as well."""
    if is_noun_of(key, "future"):
        return True
    key = _unjoined(key)
    if len(key) < 4 or key[0] != "س" or key[1] not in "يتن":
        return False
    return not is_noun(key) and not is_noun(key[1:]) and count(key[1:]) >= LEAST


def _unjoined(key: str) -> str:
    """The word without و or ف before it."""
    return key[1:] if len(key) > 3 and key[0] in CONJUNCTIONS else key
