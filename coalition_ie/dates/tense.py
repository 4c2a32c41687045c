"""Whether a clause tells what is to come: what decides between last Sunday and next Sunday.

Evidence is sought where it governs the expression: leftwards up to the border of the clause, and,
where the expression opens its clause, to the right. Evidence for the future are

- the prefix سـ and سوف before a verb (Ryding 2005, ch. 21);
- a table of words of intention and expectation (dates.toml), beyond أن only right before it
  (من المقرر أن يصل الخميس);
- a verb of the imperfect close by (يلتقي الوزير الأحد نظيره): with a single day the press uses it
  for what is planned, unless كان or لم make it past (Ryding 2005, ch. 21 and 36).

A verb of saying between them and the expression takes it for the past, and so does منذ or بعد.
"""

from __future__ import annotations

from collections.abc import Sequence

from coalition_ie.arabic.frequencies import LEAST, count, is_imperfect, is_noun
from coalition_ie.arabic.memory import remembered
from coalition_ie.arabic.tokens import SENTENCE_ENDS, Token
from coalition_ie.dates.view import PROCLITICS, word_set

_REACH = 30  # words between a verb and the time that belongs to it, at most
_OPENS = 6  # words from an expression that opens its clause to the verb
_NEAR = 7  # words to a verb in the present that plans, or to بعد, which ends its reach
_GOVERNS = 4  # words from an intention to its أن


def about_future(tokens: Sequence[Token], first: int, stop: int) -> bool | None:
    """Whether the tokens ``[first, stop)`` stand in a clause about the future; None unsaid."""
    opens = True
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        key = tokens[i].key
        if key in SENTENCE_ENDS or key == ":":
            break
        if _in(key, "said") or (i >= first - _NEAR and _in(key, "since")):
            return False
        if _is_future(key) or (i >= first - _NEAR and _is_present(key)):
            return not _framed(tokens, i)
        if _in(key, "border"):
            governed = key == "ان" and _governed(tokens, i)
            return governed or (opens and _to_the_right(tokens, stop)) or None
        opens = opens and (key in word_set("opening", "tense") or tokens[i].kind == "sign")
    return (opens and _to_the_right(tokens, stop)) or None


def _framed(tokens: Sequence[Token], i: int) -> bool:
    """Whether كان or its like makes the verb at ``i`` past: كانا يسعيان لاستهداف الميناء."""
    return any(_in(token.key, "frame") for token in tokens[max(0, i - _GOVERNS) : i])


def _to_the_right(tokens: Sequence[Token], stop: int) -> bool:
    for token in tokens[stop : stop + _OPENS]:
        if token.key in SENTENCE_ENDS or _in(token.key, "said") or _in(token.key, "border"):
            return False
        if _is_future(token.key):
            return True
    return False


def _governed(tokens: Sequence[Token], i: int) -> bool:
    """Whether an intention governs the clause that أن opens at ``i``."""
    before = [token.key for token in tokens[max(0, i - _GOVERNS) : i]]
    if before[-1:] == ["علي"]:  # على أن يعقد: to be held
        return True
    for key in reversed(before):
        if key in SENTENCE_ENDS or _in(key, "said"):
            return False
        if _is_intention(key):
            return True
    return False


def _in(key: str, name: str) -> bool:
    words = word_set(name, "tense")
    return key in words or (key[:1] in "وف" and key[1:] in words)


@remembered
def _is_future(key: str) -> bool:
    """A word of intention, or a verb with the prefix سـ: what is left of it is a verb as well."""
    if _is_intention(key):
        return True
    key = key if not _joined(key) else key[1:]
    if len(key) < 4 or key[0] != "س" or key[1] not in "يتن":
        return False
    return not is_noun(key) and not is_noun(key[1:]) and count(key[1:]) >= LEAST


def _is_intention(key: str) -> bool:
    """A word of the table, with whatever proclitics and article."""
    return any(
        key[len(p) :] in word_set("future", "tense") for p in PROCLITICS if key.startswith(p)
    )


def _joined(key: str) -> bool:
    return key[:1] in ("و", "ف") and len(key) > 3 and key not in word_set("future", "tense")


@remembered
def _is_present(key: str) -> bool:
    """A verb of the imperfect (يبحث، تبحث، سيبحث)."""
    return is_imperfect(key[1:] if _joined(key) else key)
