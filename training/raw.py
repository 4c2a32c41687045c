"""Let the tokenizer of a checkpoint read raw text, for whoever takes it without this library.

    python -m training.raw --model work/default --texts ../shared

The library folds a text and parts its words before it tokenizes; `transformers.pipeline` does
neither. So the tokenizer that ships folds by itself, and parts proclitics by a regular expression:
before the article, and before words that the training texts show behind a proclitic. What the
library gives it is split already: `coalition_ie.tagger.reader` sets that expression aside.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers

from coalition_ie.arabic.normalise import FOLD
from coalition_ie.arabic.reading import Reading
from training.examples import annotated
from training.options import command

SEEN = 2
"""Times that the training texts show a word behind a proclitic, for the tokenizer to part it."""

_LETTERS = re.compile("[ء-ي]{3,}")


def folding_normalizer() -> normalizers.Normalizer:
    """`FOLD` in the tokenizer's own terms, so that the checkpoint also reads raw text.

    The tagger folds before it tokenizes; this serves `transformers.pipeline` and its like.
    """
    steps: list[normalizers.Normalizer] = [normalizers.NFKC()]
    for step in FOLD:
        if isinstance(step.replacement, str):
            steps.append(normalizers.Replace(Regex(step.pattern.pattern), step.replacement))
    # What FOLD does by functions: compositions, which NFKC makes as well, and digits.
    steps += [
        normalizers.Replace(chr(zero + digit), str(digit))
        for zero in (0x660, 0x6F0)
        for digit in range(10)
    ]
    return normalizers.Sequence(steps)


def behind_proclitics(texts: Iterable[str]) -> list[str]:
    """Words without the article that the texts show behind a proclitic `SEEN` times, long first."""
    seen = Counter[str]()
    for text in texts:
        words = Reading(text).words
        for before, word in pairwise(words):
            if before.clitic and before.end == word.start and _LETTERS.fullmatch(word.key):
                seen[word.key] += 1
    kept = [w for w, times in seen.items() if times >= SEEN and not w.startswith("ال")]
    return sorted(kept, key=lambda word: (-len(word), word))


def parting(words: Iterable[str]) -> pre_tokenizers.PreTokenizer:
    """BERT's pre-tokenizer, and proclitics (at most a conjunction and a preposition) apart."""
    known = "(?:" + "|".join(words) + r")(?!\p{L})"
    article = r"(?:ال\p{L}{2})"
    conjunction = rf"^[وف](?=[بكل]?{article}|لل\p{{L}}{{2}}|[بكل]?{known})"
    preposition = rf"(?<=^|^[وف])[بكل](?={article}|{known})"
    contraction = r"(?<=^|^[وف])ل(?=ل\p{L}{3})"
    pattern = Regex(f"{conjunction}|{preposition}|{contraction}")
    return pre_tokenizers.Sequence(
        [pre_tokenizers.BertPreTokenizer(), pre_tokenizers.Split(pattern, "isolated")]
    )


def read_raw(folder: Path, texts: Iterable[str]) -> None:
    """Let the tokenizer of a checkpoint read raw text; ``texts`` are those of its training."""
    path = folder / "tokenizer.json"
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.normalizer = folding_normalizer()
    tokenizer.pre_tokenizer = parting(behind_proclitics(texts))
    tokenizer.save(str(path))
    # A tokenizer class of its own would put its steps in the place of these.
    config = folder / "tokenizer_config.json"
    said = json.loads(config.read_text("utf-8")) | {"tokenizer_class": "PreTrainedTokenizerFast"}
    config.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main(argv: list[str] | None = None) -> None:
    model = {"type": Path, "required": True, "help": "folder; its tokenizer is changed"}
    args = command(__doc__, "annotations", "texts", model=model).parse_args(argv)
    trained_on = annotated(args.annotations, args.texts, ["train"])
    read_raw(args.model, (document.text for document in trained_on))


if __name__ == "__main__":
    main()
