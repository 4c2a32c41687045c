"""What a quantity counts: each way in which a numeral finds its armed people is one method.

The noun behind it, a noun or body behind من, a noun before it (المهاجمون الأربعة), a pronoun
(منهم), another figure close by (وإصابة 12 آخرين), a strength (قوامها), a number told of a force
(عدد القوات … إلى). Annotation guidelines §2 and §4; the words are in ``figures.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from coalition_ie.arabic.characters import CLOSING_QUOTES, OPENING_QUOTES
from coalition_ie.arabic.normalise import fold
from coalition_ie.arabic.tokens import SENTENCE_ENDS, Token, TokenView
from coalition_ie.figures.armed import Company
from coalition_ie.figures.nouns import Noun, figure_words
from coalition_ie.figures.quantities import Quantities, Quantity

_OTHERS_REACH = 12  # tokens from a figure to the "and 12 others" that counts the same kind
_NUMBER_REACH = 12  # tokens from "the number of the troops" to its numeral
_JOINED_REACH = 2  # tokens from a figure to the "and 70 wounded" of the same people
_PRONOUN_REACH = 5  # tokens from "their number" to its numeral
_FORCE_REACH = 8  # tokens from a force to "of 4000 men"
_LOSS_REACH = 8  # tokens from a verb of loss to the number of the dead
_NEVER = -1000
# What may follow a numeral without being its counted noun.
_FUNCTION_WORDS = frozenset(
    fold(
        "في من على إلى بعد قبل خلال منذ حتى بين مع عند بحسب وفق هذا حاليا اليوم بأيدي برصاص بنيران"
        " جراء إثر أثناء لدى عن فقط كانوا بينهم بجروح نحو نهاية مطلع منتصف أمس ثم أو كما حين عندما"
    ).split()
)
_THESE = frozenset(fold("تلك هذه هؤلاء أولئك بين").split())


class Counted(NamedTuple):
    """Where a figure begins and ends, and its noun if it has one."""

    first: int
    stop: int
    noun: Noun | None = None


def counts_feminine(view: TokenView, q: Quantity) -> bool:
    """Whether a spelled unit asks for a feminine noun (ثلاث كتائب), by Ryding §15.1."""
    last = q.stop - 1
    return view.kind(last) == "word" and not view.key(last).endswith(("ة", "ه", "ن"))


class Counting(TokenView):
    """Finds what the quantities of one text count, in order; it remembers the last figure."""

    def __init__(self, tokens: Sequence[Token], quantities: Quantities, company: Company) -> None:
        super().__init__(tokens)
        self._quantities = quantities
        self._company = company
        self._last = _NEVER  # token behind the last figure
        self._noun: Noun | None = None  # what that figure counted
        self._refused = _NEVER  # token behind the last quantity since then that was none

    def found(self, counted: Counted) -> None:
        """Take note of a figure."""
        self._last, self._noun, self._refused = counted.stop, counted.noun, _NEVER

    def refuse(self, q: Quantity) -> None:
        """Take note of a quantity that is no figure: the others may be those."""
        self._last, self._refused = _NEVER, q.stop

    def ended_at(self, i: int) -> bool:
        """Whether the last figure ends right before ``i``."""
        return self._last == i

    def counted(self, q: Quantity) -> Counted | None:
        """The figure that begins with ``q``; None if it is none."""
        if q.low == q.high == 1 or self._quantities.designates(q):
            return None
        i = self._skip(q.stop, CLOSING_QUOTES)
        if (adjective := self._noun_before(q)) is not None:
            return adjective
        others = self.key(i) in figure_words("others", "after")
        if self.key(i + others) == "من" and self.key(i + 1) != "اصل":
            return self._out_of(q, i + others + 1, others=others)
        if self.key(i) in ("في", "بين", "وسط") and self.key(i + 1) == "صفوف":
            return Counted(q.first, q.stop) if self._company.group(i + 2) else None
        return (
            self._noun_behind(q, self._skip(i, OPENING_QUOTES))
            or self._pronoun(q, i)
            or self._casualties(q, i)
            or self._others(q, i)
            or self._strength(q, i)
            or self._number_of(q, i)
        )

    def _noun_behind(self, q: Quantity, i: int) -> Counted | None:
        hit = self._company.noun(i)
        if hit is None or not hit.plain or not self._company.counts(i, hit.entry):
            return None
        # عشرات الجنود is definite by its noun; after an exact numeral the noun is indefinite.
        if (hit.article or hit.entry.shape == "possessed") and not q.vague:
            return None
        return Counted(q.first, i + 1, hit.entry)

    def _out_of(self, q: Quantity, i: int, *, others: bool = False) -> Counted | None:
        """``سبعة من جنودها`` up to the noun, ``16 من قوات البيشمركة`` the numeral alone."""
        i += self.key(i) in _THESE
        if self._company.group(self._skip(i, OPENING_QUOTES)):
            return Counted(q.first, i + 1 if self._company.own(i) else q.stop)
        hit = self._company.noun(i)
        if hit is None or not hit.plain or hit.entry.shape in ("singular", "dual"):
            return None
        if not self._company.counts(i, hit.entry):
            return None
        return Counted(q.first, q.stop) if others else Counted(q.first, i + 1, hit.entry)

    def _noun_before(self, q: Quantity) -> Counted | None:
        """``العسكريون السبعة`` with the noun, ``جنودها الـ420`` the numeral alone."""
        hit = self._company.noun(q.first - 1)
        if not q.article or q.vague or hit is None or hit.entry.shape in ("singular", "dual"):
            return None
        known = hit.article or hit.entry.shape == "possessed"
        if not known or not self._company.counts(q.first - 1, hit.entry):
            return None
        adjective = self.kind(q.stop - 1) == "word" and self.key(q.first) != "ال"
        return Counted(q.first - adjective, q.stop, hit.entry)

    def _pronoun(self, q: Quantity, i: int) -> Counted | None:
        """``21 منهم``, ``بينهم ثمانية قياديين``, ``عددهم 300``: those last named, if armed."""
        people = self._company.people(i)
        counted = Counted(q.first, q.stop if people is None else i + 1, people)
        alone = people is not None or self._alone(i)
        if self.key(i) in figure_words("pronoun", "behind"):
            return counted if self._company.antecedent(q.first) else None
        if self.key(q.first - 1) in figure_words("pronoun", "before"):
            return counted if alone and self._company.antecedent(q.first - 1) else None
        for j in range(q.first - 1, max(-1, q.first - 1 - _PRONOUN_REACH), -1):
            if self.key(j) in SENTENCE_ENDS:
                return None
            if self.among(j, figure_words("pronoun", "number")):
                return counted if alone and self._company.antecedent(j) else None
        return None

    def among_armed(self, i: int) -> bool:
        """``بينهم قياديان``: people of those last named, who are armed."""
        among = self.key(i - 1) in figure_words("pronoun", "before")
        return among and self._company.people(i) is not None and self._company.antecedent(i - 1)

    def _casualties(self, q: Quantity, i: int) -> Counted | None:
        """``40 بين قتيل وجريح من الجيش``; ``87 قتيلا`` of those who are said to lose them."""
        between = self.key(i) == "بين"
        hit = self._company.noun(i + between)
        if hit is None or hit.entry.kind != "casualty":
            return None
        if between:
            armed = self._company.counts(i + 1, hit.entry)
            return Counted(q.first, q.stop) if armed else None
        verbs = figure_words("loss", "verbs")
        for j in range(q.first - 1, max(-1, q.first - 1 - _LOSS_REACH), -1):
            if self.key(j) in SENTENCE_ENDS:
                return None
            if self.among(j, verbs):
                return Counted(q.first, i + 1, hit.entry) if self._armed_side(j, q.first) else None
        return None

    def _armed_side(self, first: int, stop: int) -> bool:
        """Whether an armed body is named between the tokens."""
        return any(self._company.group(i) for i in range(first + 1, stop))

    def _others(self, q: Quantity, i: int) -> Counted | None:
        """``وإصابة 12 آخرين`` right after a figure: the same kind, the numeral alone."""
        counted = Counted(q.first, q.stop, self._formation())
        # القمم السبع آخر معاقلهم: behind a definite numeral آخر is "the last of".
        if self.key(i) in figure_words("others", "after") and not q.article:
            refused = not self._ended(self._refused, q.first)
            return None if refused or not self._company.antecedent(q.first) else counted
        if not self._near(q, _OTHERS_REACH):
            return None
        if self.among(q.first - 1, figure_words("others", "before")) and self._alone(i):
            return counted
        return self._joined(q, i) if self._near(q, _JOINED_REACH) else None

    def _joined(self, q: Quantity, i: int) -> Counted | None:
        """Joined by و to a figure: ``و70 جريحا`` of its men, ``وثلاث مولدوفية`` of formations."""
        people, formation = self._company.people(i), self._formation()
        if people is not None and people.kind == "casualty":
            return Counted(q.first, i + 1, people)
        if formation is None or not counts_feminine(self, q) or not formation.feminine:
            return None
        return Counted(q.first, q.stop, formation) if self.key(i).endswith("ة") else None

    def _formation(self) -> Noun | None:
        noun = self._noun
        return noun if noun is not None and noun.unit != "person" else None

    def _near(self, q: Quantity, reach: int) -> bool:
        """Whether a figure stands close before, in the same sentence."""
        return q.first - self._last <= reach and not self._ended(self._last, q.first)

    def _ended(self, first: int, stop: int) -> bool:
        """Whether a sentence ends between the tokens, or ``first`` is nowhere."""
        return first < 0 or any(self.key(i) in SENTENCE_ENDS for i in range(first, stop))

    def _strength(self, q: Quantity, i: int) -> Counted | None:
        """``قوة قوامها 300``, ``قوة من أربعة آلاف رجل``: men, or nobody said, of a force."""
        men = self._company.people(i)
        own = self.among(q.first - 1, figure_words("number", "own"))
        made_of = men is not None and self.key(q.first - 1) in ("من", "تضم", "تعد", "عدادها")
        if not (made_of or (own and (men is not None or self._alone(i)))):
            return None
        for j in range(q.first - 2, max(-1, q.first - 2 - _FORCE_REACH), -1):
            if self.key(j) in SENTENCE_ENDS:
                return None
            if self._company.manned(j):
                return Counted(q.first, q.stop if men is None else i + 1, men)
        return None

    def _number_of(self, q: Quantity, i: int) -> Counted | None:
        """``عدد القوات … إلى 4647``: a numeral whose counted noun stands before it."""
        said = self.key(q.first - 1) in figure_words("number", "verbs") or q.cut > 0
        men = self._company.people(i)
        if q.vague or not (said or men is None) or not (men or self._alone(i)):
            return None
        counted = Counted(q.first, q.stop if men is None else i + 1, men)
        for j in range(q.first - 1, max(0, q.first - _NUMBER_REACH), -1):
            if self.key(j) in SENTENCE_ENDS:
                return None
            if self.key(j) in figure_words("number", "all"):
                return counted if self._near(q, 2 * _NUMBER_REACH) else None
            if said and self.among(j, figure_words("number", "of"), behind="وفلب"):
                if self.key(j + 1) in _THESE:
                    return counted if self._company.antecedent(j) else None
                return counted if self._company.force(j + 1) or self._result(q, j) else None
        return None

    def _result(self, q: Quantity, i: int) -> bool:
        """``400 جندي، ليصل عدد المرابطين إلى 1500``: the number is that of the figure before."""
        result = self.key(i - 1) in figure_words("total", "result")
        return result and self._near(q, 2 * _NUMBER_REACH)

    def _alone(self, i: int) -> bool:
        """Whether what follows the numeral is no counted noun."""
        if self.kind(i) in ("", "sign", "line"):
            return True
        key = self.key(i)
        verb = key.startswith(("ي", "سي")) and key.endswith("ون")
        return verb or key.startswith("و") or key in _FUNCTION_WORDS

    def beside(self, q: Quantity, around: list[Quantity]) -> Counted | None:
        """A bare numeral that shares its noun with the next or the last figure.

        ``رفع العدد من 300 إلى 500 جندي``, ``قتل 29 وجرح 15 من المتطرفين``.
        """
        i = self._skip(q.stop, CLOSING_QUOTES)
        people = self._company.people(i)
        i += people is not None
        if q.vague or self._quantities.designates(q) or not self._alone(i):
            return None
        before, after = around[0], around[-1]
        if before is not q and self._last > before.first and self._quantities.changes(before, q):
            return Counted(q.first, q.stop, self._formation())
        if after is q or (counted := self.counted(after)) is None:
            return None
        verbs = figure_words("others", "before")
        row = after.first - i == 1 and all(self.among(part.first - 1, verbs) for part in (q, after))
        if row or self._quantities.changes(q, after):
            formation = counted.noun if counted.noun and counted.noun.unit != "person" else None
            return Counted(q.first, i, people or formation)
        return None

    def _skip(self, i: int, signs: frozenset[str]) -> int:
        return i + 1 if self.key(i) in signs else i
