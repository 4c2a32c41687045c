"""Mentions on clean text against the same text as the press and the web spoil it.

    python -m training.robustness --model work/default --texts ../shared > work/robustness.json

Each row changes every gold document in one way, moves its gold spans along, and scores what the
model finds: exact span and label. Rows are fixed by a seed.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable

from coalition_ie.arabic.reading import Reading
from coalition_ie.tagger.model import TransformerTagger
from training.augment import Edit, edited
from training.examples import Example, annotated
from training.options import command

JOINING = "بتثجحخسشصضطظعغفقكلمنهيئ"
"""Letters that join the next one, behind which a tatweel can stand."""


def glued(example: Example, draw: random.Random) -> list[Edit]:
    """One name in five without the space before or behind it."""
    spaces = set()
    for start, end, label in example.spans:
        if label != "TROOP" and draw.random() < 0.2:
            at = draw.choice((start - 1, end))
            if example.text[at : at + 1] == " ":
                spaces.add(at)
    return [(at, at + 1, "") for at in spaces]


def hamza(example: Example, draw: random.Random) -> list[Edit]:
    """أ إ آ without their hamza and madda."""
    return [(m.start(), m.end(), "ا") for m in re.finditer("[أإآ]", example.text)]


def tashkeel(example: Example, draw: random.Random) -> list[Edit]:
    """A vowel sign or sukun on every letter, any: what is tested is that they do not matter."""
    return [
        (m.start(), m.end(), m[0] + draw.choice("\u064e\u064f\u0650\u0652"))
        for m in re.finditer("[ء-ي](?![\u064b-\u0652])", example.text)
    ]


def tatweel(example: Example, draw: random.Random) -> list[Edit]:
    """Two tatweel in half of the words that can be drawn out."""
    pattern = re.compile(f"(?<=[ء-ي][{JOINING}])(?=[ء-ي])")
    words = [m for m in re.finditer(r"[^\W\d_]+", example.text) if draw.random() < 0.5]
    places = [next(pattern.finditer(example.text, m.start(), m.end()), None) for m in words]
    return [(at.start(), at.start(), "ــ") for at in places if at]


def digits(example: Example, draw: random.Random) -> list[Edit]:
    """Western digits as Arabic-Indic ones."""
    return [
        (m.start(), m.end(), chr(0x660 + int(m[0]))) for m in re.finditer("[0-9]", example.text)
    ]


def straight(example: Example, draw: random.Random) -> list[Edit]:
    """Every double quotation mark straight."""
    return [(m.start(), m.end(), '"') for m in re.finditer("[«»“”„]", example.text)]


def curly(example: Example, draw: random.Random) -> list[Edit]:
    """Every double quotation mark curly, opening and closing in turn."""
    marks = list(re.finditer('["«»„“”]', example.text))
    return [(m.start(), m.end(), "“”"[i % 2]) for i, m in enumerate(marks)]


ROWS: dict[str, Callable[[Example, random.Random], list[Edit]]] = {
    "clean": lambda example, draw: [],
    "one name in five glued to its neighbour": glued,
    "no hamza on alef": hamza,
    "full tashkeel": tashkeel,
    "tatweel": tatweel,
    "Arabic-Indic digits": digits,
    "straight quotation marks": straight,
    "curly quotation marks": curly,
}


def main(argv: list[str] | None = None) -> None:
    shared = ("model", "annotations", "texts", "seed")
    args = command(__doc__, *shared, split={"default": ["dev", "test"]}).parse_args(argv)
    tagger = TransformerTagger.from_pretrained(args.model)
    gold = [Example.of(d) for d in annotated(args.annotations, args.texts, args.split)]
    scores = {}
    for name, spoil in ROWS.items():
        draw = random.Random(args.seed)
        texts = [edited(example, spoil(example, draw)) for example in gold]
        found = tagger.tag([Reading(example.text) for example in texts])
        right = sum(
            len({(m.start, m.end, m.label) for m in mentions} & set(example.spans))
            for mentions, example in zip(found, texts, strict=True)
        )
        predicted, wanted = sum(map(len, found)), sum(len(example.spans) for example in texts)
        scores[name] = 2 * right / max(1, predicted + wanted)
    print(json.dumps(scores, ensure_ascii=False))


if __name__ == "__main__":
    main()
