"""Units gathered to chunks: noun phrases with the preposition before them, verbs, borders.

The phrase structure is shallow: a noun phrase is heads without article, then a name or a word
with article, then adjectives (Ryding 2005, ch. 8 and 10: the construct phrase closes with its
definite last member). What follows without article begins the next phrase, which is how subject
and object of an unvowelled verb are told apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from coalition_ie.events.lexicon import particles
from coalition_ie.events.lookahead import (
    behind_dateline,
    between_names,
    leads_to_name,
    name_follows,
    region_follows,
)
from coalition_ie.events.phrases import Chunk, counted, describes, titled
from coalition_ie.events.units import Unit
from coalition_ie.types import Mention


class _Builder:
    """Walks over the units once; ``current`` is the noun phrase that is still open."""

    def __init__(self, units: Sequence[Unit], mentions: Sequence[Mention]) -> None:
        self.units = units
        self.mentions = mentions
        self.sets = particles().sets
        self.chunks: list[Chunk] = []
        self.current: Chunk | None = None
        self.preposition = ""
        self.coordinated = False
        self.oriented = False
        self.base: Chunk | None = None
        """The last phrase that does not only orient: lists and ``بينهم`` go on with it."""

    def close(self) -> None:
        self.current = None
        self.preposition = ""
        self.coordinated = False
        self.oriented = False

    def add(self, kind: str, i: int, **fields: object) -> Chunk:
        chunk = Chunk(kind, i, i, **fields)  # type: ignore[arg-type]
        self.chunks.append(chunk)
        return chunk

    def peek(self, i: int) -> Unit | None:
        return self.units[i] if i < len(self.units) else None

    def build(self) -> list[Chunk]:
        for i, unit in enumerate(self.units):
            if unit.trigger is not None and unit.kind != "mention":
                self.event_word(i, unit)
            else:
                getattr(self, "see_" + unit.kind, self.see_border)(i, unit)
        return self.chunks

    def event_word(self, i: int, unit: Unit) -> None:
        verb = unit.senses[0].kind == "verb"
        preposition = self.preposition
        if self.current is not None and not self.current.closed and not verb:
            # ``سلسلة غارات``: the head only counts, the event word stands in its place.
            preposition = self.current.preposition
            self.coordinated = self.coordinated or self.current.coordinated
            if self.chunks[-1] is self.current:
                self.chunks.pop()
        chunk = self.add(
            "verb" if verb else "np",
            i,
            preposition=preposition,
            trigger=i,
            keys=[unit.key],
            coordinated=self.coordinated,
        )
        self.close()
        self.base = None if verb else chunk

    def see_border(self, i: int, unit: Unit) -> None:
        self.close()
        self.add(unit.kind, i, keys=[unit.key])

    def see_verb(self, i: int, unit: Unit) -> None:
        coordinated = self.coordinated
        self.close()
        self.add("verb", i, keys=[unit.key], coordinated=coordinated)

    def see_neg(self, i: int, unit: Unit) -> None:
        if unit.key in {"دون", "بدون", "بلا", "عدم"}:
            self.current = None
        elif self.current is not None and unit.key == "غير":
            self.current.keys.append(unit.key)

    def see_date(self, i: int, unit: Unit) -> None:
        self.close()
        self.add("date", i, date=unit.date)

    def see_comma(self, i: int, unit: Unit) -> None:
        if self.current is not None and self.bridged(self.current, i):
            self.current.closed = False
            return
        self.close()
        self.add("comma", i)

    def bridged(self, current: Chunk, i: int) -> bool:
        """Whether the phrase goes on behind the comma ``i``: a title's name, or a list."""
        following = self.peek(i + 1)
        if following is None:
            return False
        if following.label == "PER" and (not current.mentions or titled(current)):
            return True
        if not current.mentions:
            return False
        if following.kind == "coord":
            return leads_to_name(self.units, i + 2)
        return between_names(self.units, i)

    def see_coord(self, i: int, unit: Unit) -> None:
        following = self.peek(i + 1)
        if following is None:
            return
        if (following.trigger is not None and following.kind != "mention") or following.kind in {
            "verb",
            "comp",
            "sub",
            "rel",
            "neg",
        }:
            self.close()
            self.coordinated = True
        elif following.kind == "preposition":
            self.current = None
        elif self.current is not None and not self.current.oriented:
            self.current.closed = False
        elif self.base is not None and self.base.trigger is None:
            self.resume()

    def resume(self) -> None:
        """Go on with the last phrase that does not only orient."""
        self.close()
        if self.base is not None:
            self.base.closed = False
            self.current = self.base

    def see_preposition(self, i: int, unit: Unit) -> None:
        if unit.key == "اضافة":
            following = self.peek(i + 1)
            if following is not None and following.trigger is not None:
                self.close()
                self.coordinated = True
            else:
                self.resume()
            return
        if self.continues(i, unit):
            return
        if self.preposition and self.current is None and unit.key in {"داخل", "نحو", "بين", "ضمن"}:
            self.preposition = unit.key if unit.key == "نحو" else self.preposition
            return
        self.close()
        self.preposition = unit.key
        self.oriented = unit.key in self.sets["around"]

    def continues(self, i: int, unit: Unit) -> bool:
        """Whether من or ل only goes on with the phrase: ``عدد من``, ``مواقع ل``, ``تابعة ل``."""
        current = self.current
        if current is None or unit.key not in {"من", "ل", "ب"}:
            return False
        last = current.keys[-1] if current.keys else ""
        figure = self.units[current.last].mention
        following = self.peek(i + 1)
        if unit.key == "من" and following is not None and following.label == "LOC":
            return False
        if figure is not None and self.mentions[figure].label == "TROOP" and unit.key == "من":
            current.closed = False
            return True
        partitive = last in self.sets["partitives"] or last.isdigit()
        if unit.key == "ب":
            current.closed = not last.startswith(("مرتبط", "المرتبط"))
            return not current.closed
        if last in {"%", "المئة", "المائة"}:
            partitive = True
        if partitive or (unit.key == "ل" and not current.mentions and current.trigger is None):
            current.closed = False
            return True
        return False

    def see_mention(self, i: int, unit: Unit) -> None:
        assert unit.mention is not None
        if behind_dateline(self.units, i) and unit.label == "ORG":
            self.close()
            return
        current = self.current
        if current is not None and current.closed and self.ends_before(current, unit):
            current = None
            self.preposition = ""
        if current is None:
            current = self.start(i)
        if self.oriented and unit.label == "LOC":
            self.oriented = False
            current.oriented = True
        current.mentions.append(unit.mention)
        current.keys.append(unit.key)
        current.last = i
        current.closed = True
        if unit.trigger is not None:
            current.trigger = i

    def ends_before(self, current: Chunk, unit: Unit) -> bool:
        """Whether a name begins a phrase of its own behind a closed one."""
        if unit.label == "TROOP" and current.preposition:
            # ``درب التحالف منذ مطلع العام نحو …``: the figure is the object, not in the adjunct.
            return not current.mentions
        if not current.mentions:
            # ``قصفت الطائرات الرقة``: no town is in apposition to an agent.
            return unit.label == "LOC" and current.keys[0] in self.sets["agents"]
        if unit.label == "PER" and titled(current):
            current.mentions.clear()  # the body is part of the title before the name
            return False
        return not counted(current, self.mentions)

    def start(self, i: int) -> Chunk:
        preposition = self.preposition or ("قرب" if self.oriented else "")
        chunk = self.add(
            "np", i, preposition=preposition, oriented=self.oriented, coordinated=self.coordinated
        )
        self.coordinated = False
        self.current = chunk
        if not self.oriented:
            self.base = chunk
        self.preposition = ""
        return chunk

    def see_number(self, i: int, unit: Unit) -> None:
        self.see_word(i, unit)

    def see_word(self, i: int, unit: Unit) -> None:
        current = self.current
        if unit.key in self.sets["among"] and name_follows(self.units, i):
            self.resume()
            return
        carried = particles().pronouns.get(unit.key)
        if carried is not None:
            self.close()
            self.add("np", i, preposition=carried, keys=[unit.key], pronoun=True, closed=True)
            return
        if unit.key in self.sets["compass"] or unit.key in self.sets["around"]:
            self.orient(i, unit)
            return
        ends = unit.definite or unit.key in particles().anaphors
        if current is None and not self.preposition and describes(unit, self.chunks[-1:]):
            return
        if current is not None and current.closed and not ends and counted(current, self.mentions):
            return
        if current is not None and current.closed and not ends:
            current = None
            self.preposition = ""
        if current is None:
            current = self.start(i)
        current.keys.append(unit.key)
        current.last = i
        if ends or unit.key.endswith(("ها", "هم", "ون", "ه")):
            current.closed = True

    def orient(self, i: int, unit: Unit) -> None:
        """``جنوب [الموصل]``: the place behind a point of the compass only orients."""
        inside = unit.key in self.sets["compass"] and (
            self.preposition in {"في", "ب", "الى", "من"} or region_follows(self.units, i)
        )
        if inside and self.current is not None and self.current.closed and self.current.mentions:
            self.current.closed = False  # a further level of the chain of places
            return
        if self.current is not None and self.current.closed:
            self.close()
        self.oriented = not inside
        if self.current is not None and not self.current.closed:
            self.current.oriented = self.oriented


def split_chunks(units: Sequence[Unit], mentions: Sequence[Mention]) -> list[Chunk]:
    """The chunks of a sentence, in order."""
    return _Builder(units, mentions).build()
