"""What ``benchmarks/side_by_side.py`` measures, one subject in a process of its own.

The process loads its subject and answers jobs from standard input, one a line as JSON: a list of
the job's name and its arguments. Each answer is a line of JSON, the last one ``null``. ``seconds``
are of the wall clock, ``cpu`` those of the processor over all threads, memory is in MB of 1024 x
1024 bytes, words are what blanks part.

The pipeline of transformers cuts a text at the 512 pieces that the tokenizer names, in silence;
with a ``stride`` it reads it all in windows that overlap by so many pieces. It is given the lines
of each text, blank ones left out, and a stride for the lines that are longer.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from inspect import signature
from itertools import cycle, islice
from math import exp, log
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TextIO

DISPATCH = Path(__file__).resolve().parents[1] / "examples" / "dispatch.txt"

STRIDE = 64
"""Pieces by which the pipeline's windows overlap."""

OURS = 32
"""The batch size of `extract_many` unless told otherwise."""

WARM = 10
"""Texts of one length read one at a time for a latency."""

LEAST_WORDS = 2000
"""Words that the texts of one length have together, so that short ones take time to measure."""

MOST_TEXTS = 100
"""Texts of one length."""

FIRST_MARK = 2000
"""Articles of a stream after which its memory is first looked at: everything is loaded by then."""

STREAMED = (10, 60)
"""Words of the shortest and the longest article of a stream, as many of each order of size: short
ones, since memory has to be looked at over many."""

NEW_WORDS = 0.1
"""The share of a stream's words in which a letter is exchanged, so that caches meet new words."""

Read = Callable[[Iterable[str], int], Iterator[int]]
"""Reads texts, so many at once; gives how many mentions are in each part that it has read."""


class Options(NamedTuple):
    """How a subject is loaded."""

    threads: int
    engine: str | None = None


class Subject(NamedTuple):
    """What is measured: what it gives, the module it is imported from, how it is loaded."""

    gives: str
    imports: str
    load: Callable[[Options], Read]


class RefusedError(Exception):
    """An engine that cannot be measured here, and why."""


def extractor(options: Options) -> Any:
    from coalition_ie import Extractor

    if options.engine is None:
        return Extractor.from_pretrained(threads=options.threads)
    if "engine" not in signature(Extractor.from_pretrained).parameters:
        raise RefusedError("Extractor.from_pretrained takes no engine")
    try:
        return Extractor.from_pretrained(threads=options.threads, engine=options.engine)  # type: ignore[call-arg]
    except (ImportError, ValueError) as error:  # CoalitionError is a ValueError
        raise RefusedError(str(error)) from error


def extract_many(options: Options) -> Read:
    ours = extractor(options)

    def read(texts: Iterable[str], batch: int) -> Iterator[int]:
        return (len(one.mentions) for one in ours.extract_many(texts, batch_size=batch))

    return read


def mentions(options: Options) -> Read:
    tagger = extractor(options).tagger
    from coalition_ie.arabic.reading import Reading

    def read(texts: Iterable[str], batch: int) -> Iterator[int]:
        waiting = iter(texts)
        while readings := [Reading(text) for text in islice(waiting, batch)]:
            yield from map(len, tagger.tag(readings, batch_size=batch))

    return read


def lines_of(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in text.splitlines() if line.strip()]


def pipeline(model: Any, options: Options, stride: int | None = STRIDE) -> Read:
    """A pipeline over a model, which is a folder or a model that was made."""
    import torch
    import transformers

    from coalition_ie.tagger.checkpoint import default_model

    torch.set_num_threads(options.threads)
    transformers.utils.logging.disable_progress_bar()
    tag = transformers.pipeline(
        "token-classification",
        model=model,
        tokenizer=transformers.AutoTokenizer.from_pretrained(str(default_model())),
        aggregation_strategy="first",
        device="cpu",
        **({} if stride is None else {"stride": stride}),
    )
    return lambda texts, batch: map(len, tag(lines_of(texts), batch_size=batch))


def own_checkpoint(options: Options, stride: int | None = STRIDE) -> Read:
    from coalition_ie.tagger.checkpoint import default_model

    return pipeline(str(default_model()), options, stride)


def arabert_config() -> Any:
    """The shape of AraBERT-base (Antoun et al. 2020): BERT-base with 64,000 pieces."""
    import transformers

    from coalition_ie.tagger.checkpoint import default_model

    tags = transformers.AutoConfig.from_pretrained(str(default_model())).id2label
    numbers = {tag: number for number, tag in tags.items()}
    return transformers.BertConfig(vocab_size=64000, id2label=tags, label2id=numbers)


def arabert(options: Options) -> Read:
    import torch
    from transformers import BertForTokenClassification

    model = BertForTokenClassification(arabert_config())
    with torch.no_grad():
        model.classifier.bias[0] = 100.0  # most words are O, as with weights that learned
    return pipeline(model, options)


SUBJECTS = {
    "extract_many": Subject("mentions, figures, dates, events", "coalition_ie", extract_many),
    "mentions": Subject("mentions", "coalition_ie", mentions),
    "pipeline": Subject("mentions", "transformers", own_checkpoint),
    "cutting": Subject(
        "mentions, long lines cut", "transformers", partial(own_checkpoint, stride=None)
    ),
    "arabert": Subject("mentions, at random", "transformers", arabert),
}
"""By the name that ``--subjects`` takes."""


class Texts:
    """The articles, and texts of any length that are cut from them."""

    def __init__(self, folder: Path, documents: int) -> None:
        paths = sorted(folder.glob("*.txt"))[:documents]
        self.articles = [path.read_text("utf-8") for path in paths]
        self.words = re.findall(r"\S+\s*", "".join(text + "\n" for text in self.articles))
        if not self.words:
            raise SystemExit(f"{folder}: expected .txt files with words, got none")

    def cut(self, words: int, count: int) -> list[str]:
        """Texts of so many words, one behind the other, from the first again where they end."""
        endless = cycle(self.words)
        return ["".join(islice(endless, words)).rstrip() for _ in range(count)]

    def stream(self, count: int) -> Iterator[str]:
        """Articles of many lengths, the same in every run, with words that are new."""
        random = Random(0)
        letters = sorted({letter for word in self.words for letter in word if letter.isalpha()})
        shortest, longest = map(log, STREAMED)
        for _ in range(count):
            at = random.randrange(len(self.words))
            size = round(exp(random.uniform(shortest, longest)))
            taken = [self.words[(at + i) % len(self.words)] for i in range(size)]
            for i, word in enumerate(taken):
                place = random.randrange(len(word))
                if random.random() < NEW_WORDS and word[place].isalpha():
                    taken[i] = word[:place] + random.choice(letters) + word[place + 1 :]
            yield "".join(taken)


def memory() -> dict[str, float]:
    """What this process holds and what it held at most, in MB; nothing where that is not told."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return {}
    held = dict(re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", status.read_text("utf-8")))
    return {"rss": int(held["VmRSS"]) / 1024, "peak": int(held["VmHWM"]) / 1024}


def timed(read: Read, texts: list[str], batch: int) -> dict[str, float]:
    begin, at_work = time.perf_counter(), time.process_time()
    found = sum(read(texts, batch))
    seconds, worked = time.perf_counter() - begin, time.process_time() - at_work
    words = sum(len(text.split()) for text in texts)
    documents = len(texts)
    return {
        "seconds": seconds, "cpu": worked, "words": words, "documents": documents, "found": found,
    }  # fmt: skip


class Jobs:
    """What a loaded subject can be asked; each job gives its answers one by one."""

    def __init__(self, texts: Texts, threads: int, batch: int) -> None:
        self.texts = texts
        self.threads = threads
        self.batch = batch
        self.read: Read = lambda *_: iter(())

    def _timed(self, texts: list[str]) -> dict[str, float]:
        return timed(self.read, texts, self.batch)

    def first(self) -> Iterator[object]:
        """The first text of the process, the example's."""
        yield self._timed([DISPATCH.read_text("utf-8")]) | memory()

    def articles(self) -> Iterator[object]:
        """All articles, which this process has not met."""
        yield self._timed(self.texts.articles) | memory()

    def length(self, words: int) -> Iterator[object]:
        """Texts of one length, together."""
        count = max(1, min(MOST_TEXTS, LEAST_WORDS // words))
        yield self._timed(self.texts.cut(words, count))

    def cold(self, words: int) -> Iterator[object]:
        """One text of this length, in a process that has read nothing."""
        yield self._timed(self.texts.cut(words, 1))

    def warm(self, words: int) -> Iterator[object]:
        """Texts of one length, one at a time: the seconds of each."""
        first, *others = self.texts.cut(words, WARM + 1)
        self._timed([first])
        yield [self._timed([text])["seconds"] for text in others]

    def batches(self, *sizes: int) -> Iterator[object]:
        """Seconds of a few texts by batch size, the better of two turns."""
        few = self.texts.cut(LEAST_WORDS, 1)
        turns = [{n: timed(self.read, few, n)["seconds"] for n in sizes} for _ in range(2)]
        yield {size: min(turn[size] for turn in turns) for size in sizes}

    def stages(self) -> Iterator[object]:
        """Seconds by stage for the articles; the process stays slowed by the clock."""
        from stages import seconds_of

        seconds, missing = seconds_of(lambda: list(self.read(self.texts.articles, self.batch)))
        words = sum(len(text.split()) for text in self.texts.articles)
        yield {"stages": seconds, "missing": missing, "words": words}

    def stream(self, count: int) -> Iterator[object]:
        """Memory after `FIRST_MARK` articles and then after each tenth of the way."""
        first = min(FIRST_MARK, max(1, count // 10))
        marks = {first} | {count * tenth // 10 for tenth in range(1, 11)}
        begin = time.perf_counter()
        for done, _ in enumerate(self.read(self.texts.stream(count), self.batch), 1):
            if done >= first and done in marks:
                yield {"articles": done, "seconds": time.perf_counter() - begin} | memory()

    def floor(self) -> Iterator[object]:
        """The operations of both encoders for the articles, and the rate of their shapes here."""
        import torch
        import transformers
        from floor import operations, rate, shapes_of

        from coalition_ie.tagger.checkpoint import default_model

        torch.set_num_threads(self.threads)
        tokenizer = transformers.AutoTokenizer.from_pretrained(str(default_model()))
        pieces = [
            len(tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"])
            for text in self.texts.articles
        ]
        own = transformers.AutoConfig.from_pretrained(str(default_model()))
        for name, config in {"pipeline": own, "arabert": arabert_config()}.items():
            with torch.device("meta"):
                model = transformers.AutoModelForTokenClassification.from_config(config)
            yield {
                "checkpoint": name,
                "pieces": sum(pieces),
                "operations": operations(model, pieces),
                "rate": rate(shapes_of(model)),
            }


def load(name: str, options: Options) -> tuple[Read, dict[str, float]]:
    begin = time.perf_counter()
    import_module(SUBJECTS[name].imports)
    imported = time.perf_counter()
    read = SUBJECTS[name].load(options)
    took = {"import": imported - begin, "load": time.perf_counter() - imported}
    return read, took | memory()


def check(checkout: Path) -> None:
    """Refuse to measure another package than the one that was meant."""
    import coalition_ie

    if checkout not in Path(str(coalition_ie.__file__)).resolve().parents:
        raise SystemExit(f"expected coalition_ie of {checkout}, got {coalition_ie.__file__}")


def serve(answers: TextIO) -> None:
    def answer(line: object) -> None:
        print(json.dumps(line), file=answers, flush=True)

    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("subject", choices=[*SUBJECTS, "floor"])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--documents", type=int, required=True)
    parser.add_argument("--checkout", type=Path, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--batch", type=int, default=OURS)
    parser.add_argument("--engine")
    args = parser.parse_args()
    jobs = Jobs(Texts(args.texts, args.documents), args.threads, args.batch)
    took: dict[str, float] = {}
    if args.subject != "floor":
        try:
            jobs.read, took = load(args.subject, Options(args.threads, args.engine))
        except RefusedError as reason:
            answer({"refused": str(reason)})
            return
    check(args.checkout)
    answer(took)
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        for one in getattr(jobs, name)(*arguments):
            answer(one)
        answer(None)


def main() -> None:
    # What a library prints is no answer.
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        serve(answers)


if __name__ == "__main__":
    main()
