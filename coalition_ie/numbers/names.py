"""What looks like a number and is none: names, times and dates, addresses, numbers to call.

The digits of a name (F-16, كوفيد-19, الإصدار 3.12) are never read. Those of times, dates, versions,
telephones and addresses are numbers to whoever reads dates, so `is_apart` leaves them out last.
"""

from __future__ import annotations

from coalition_ie.arabic.characters import ARTICLE, DASHES
from coalition_ie.arabic.lexicon import listed
from coalition_ie.numbers.words import NumberTokens, word_set

_TIES = frozenset(":/_\\")
_TO_NAMES = DASHES | {"."}
_BETWEEN_GROUPS = DASHES | frozenset("()")
_GAP = 3  # characters between two groups: ") "
# Digits of a number to call: at most (E.164), and at least behind a plus, a zero and هاتف.
_MOST_CALLED, _PLUS_CALLED, _ZERO_CALLED, _CALLED_BY_NAME = 15, 8, 7, 5
_WEB = frozenset(("@", "www", "http", "https"))


def is_name(words: NumberTokens, i: int) -> bool:
    """Whether the digits at ``i`` name a thing and do not count: F16, إف-16, v2.0, الإصدار 3.12."""
    if not words.glued(i):
        return "." in words.key(i) and _is_version(words, i - 1)
    sign, before = words.key(i - 1), words.key(i - 2)
    if words.kind(i - 1) == "latin" or (sign in DASHES and before in word_set("named_by_number")):
        return True
    if sign not in _TO_NAMES or not words.glued(i - 1):
        return False
    latin = words.kind(i - 2) == "latin"
    word = words.kind(i - 2) == "word" and before != "و" and not before.endswith(ARTICLE)
    counted = words.glued(i - 2) and words.kind(i - 3) == "digits"  # 10K-20K
    return latin if sign == "." else (word or latin) and not counted


def _is_version(words: NumberTokens, i: int) -> bool:
    """Whether the word at ``i``, perhaps before a colon, says that a version follows."""
    i -= words.key(i) == ":"
    hit = words.find(listed(word_set("versions")), i)
    return hit is not None or words.key(i).lower() in word_set("versions")


def is_safar(words: NumberTokens, i: int) -> bool:
    """Whether صفر is no zero but the month: beside digits (12 صفر 1437) or behind شهر."""
    beside = words.kind(i - 1) == "digits" or words.kind(i + 1) == "digits"
    return beside or words.key(i - 1).endswith(tuple(word_set("month")))


def is_apart(words: NumberTokens, first: int, stop: int) -> bool:
    """Whether the tokens ``[first, stop)`` of a number are tied to what makes none of them.

    To other digits by a colon, slash or underscore (12:30, 20/1/2016) or by two dashes
    (2016-01-20), to the groups of a number to call (+966 50 123 4567), to the letters of an address
    or of a file's name.
    """
    last = stop - 1
    digits = next((i for i in (last, first, first + 1) if words.kind(i) == "digits"), None)
    if digits is None:
        return False
    if _tied(words, stop, last, 1) or _tied(words, first - 1, first, -1):
        return True
    return digits in words.once(addresses) or digits in words.once(calls)


def _tied(words: NumberTokens, at: int, end: int, step: int) -> bool:
    """Whether the sign at ``at`` ties digits to the number that ends beside it.

    ``step`` is 1 for what stands behind, -1 for what stands before.
    """
    sign, other = words.key(at), at + step
    if not (words.glued(max(at, end)) and words.glued(max(at, other))):
        return False
    if words.kind(other) == "digits":
        return sign in _TIES or (sign in DASHES and _dashed(words, end, step))
    word = words.kind(other) in ("word", "latin")
    return (word and sign == "_") or (step > 0 and sign == "." and words.kind(other) == "latin")


def _dashed(words: NumberTokens, i: int, step: int) -> bool:
    """Whether the digits at ``i`` are one of three with dashes between: 2016-01-20."""
    chain = 1
    for way in (step, -step):
        at = i
        while chain < 3 and _joined_by_dash(words, at, way):
            chain, at = chain + 1, at + 2 * way
    return chain == 3


def _joined_by_dash(words: NumberTokens, i: int, step: int) -> bool:
    sign, other = i + step, i + 2 * step
    touching = words.glued(max(i, sign)) and words.glued(max(sign, other))
    return touching and words.key(sign) in DASHES and words.kind(other) == "digits"


def addresses(words: NumberTokens) -> frozenset[int]:
    """The tokens of addresses of the web and of mail: no space in them, and @, www or http."""
    found: set[int] = set()
    first, web = 0, False
    for i in range(len(words.tokens) + 1):
        if not words.glued(i):
            found.update(range(first, i) if web else ())
            first, web = i, False
        web = web or words.key(i) in _WEB
    return frozenset(found)


def calls(words: NumberTokens) -> frozenset[int]:
    """The groups of digits of numbers to call: +966 50 123 4567, 050-1234567, هاتف: 4567890."""
    found: set[int] = set()
    for i, token in enumerate(words.tokens):
        if token.kind == "digits" and i not in found and (least := _opens_call(words, i)):
            found.update(_call(words, i, least))
    return frozenset(found)


def _opens_call(words: NumberTokens, i: int) -> int:
    """How many digits a number to call has at least that opens at ``i``, 0 where none does."""
    before, digits = words.key(i - 1), words.key(i)
    if before == "+" and words.glued(i):
        return _PLUS_CALLED
    if digits.startswith("0") and len(digits) > 1:
        return _ZERO_CALLED
    named = words.key(i - 1 - (before in (":", "("))) in word_set("called")
    return _CALLED_BY_NAME if named else 0


def _call(words: NumberTokens, i: int, least: int) -> list[int]:
    """The groups from ``i`` on that make a number to call, none where they make none."""
    groups, count = [i], len(words.key(i))
    if not words.key(i).isdigit():
        return []  # +1 000 000
    while (behind := _group_behind(words, groups[-1])) is not None:
        more = words.key(behind).replace(" ", "")
        if not more.isdigit() or count + len(more) > _MOST_CALLED:
            break
        groups.append(behind)
        count += len(more)
    return groups if least <= count <= _MOST_CALLED else []


def _group_behind(words: NumberTokens, i: int) -> int | None:
    """The next digits behind those at ``i``, with a space, dash or bracket between."""
    j = i + 1
    while j - i < _GAP and words.key(j) in _BETWEEN_GROUPS:
        j += 1
    near = words.kind(j) == "digits" and words.tokens[j].start - words.tokens[i].end <= _GAP
    return j if near else None
