"""The finder of troop figures: the quantities of a text that count armed people, as mentions.

It prefers silence to a wrong figure: what it returns may serve as silver data, what it leaves out
proves nothing. Spans are those of the annotation guidelines (§2 TROOP, §4).
"""

from __future__ import annotations

from coalition_ie.arabic.characters import CLOSING_QUOTES, OPENING_QUOTES
from coalition_ie.arabic.reading import Reading
from coalition_ie.arabic.tokens import start_of
from coalition_ie.figures.armed import ArmedPeople
from coalition_ie.figures.counting import Counted, Counting
from coalition_ie.figures.quantities import Quantities, Quantity
from coalition_ie.figures.value import figure_of
from coalition_ie.types import Mention


def find_figures(text: str | Reading) -> tuple[Mention, ...]:
    """The troop figures of ``text`` in order, as TROOP mentions with their value and score 1.0.

    >>> [m.text for m in find_figures("أرسلت ألمانيا نحو 150 جنديا ولواءين إلى الحدود")]
    ['نحو 150 جنديا', 'لواءين']
    """
    reading = Reading.of(text)
    return tuple(_mention(reading, q, counted) for q, counted in Counting(reading).figures())


def _mention(reading: Reading, q: Quantity, counted: Counted) -> Mention:
    words, people = reading.once(Quantities.of), reading.once(ArmedPeople.of)
    first, stop, noun, _ = counted
    hit = words.noun(first)
    cut = hit.cut if first < q.first and hit is not None else q.cut
    closing = sum(words.key(i) in CLOSING_QUOTES for i in range(first, stop))
    if words.key(first - 1) in OPENING_QUOTES and closing % 2 == 1:
        first, cut = first - 1, 0  # a quotation that opens right before it closes in the span
    start = start_of(reading.text, words.tokens[first], cut=cut)
    end = words.tokens[stop - 1].end
    return Mention(
        start=start,
        end=end,
        text=reading.text[start:end],
        label="TROOP",
        figure=figure_of(words, people, q, noun=noun, noun_stop=stop, stop=stop),
    )
