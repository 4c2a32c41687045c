"""Public gold and our own annotations, brought to one form: examples of text and spans.

    python -m training.prepare --texts ../shared --out work/data
    python -m training.prepare --out work/data

Without ``--texts`` there are the dispatches, whose texts ship: by the documents' split
``dispatches.{train,dev,test}.jsonl`` and ``dispatches.{…}.documents.jsonl``, and the names of their
train part, ``dispatches.names.json``. With it, writes JSON lines (`training.examples`):

- ``anercorp.train.jsonl``, ``anercorp.dev.conll``: ANERcorp's train part under its own labels, the
  last tenth, by document order, as development part; the public benchmark. Its words hold their
  clitics; the spans to train on begin behind them, and scoring counts the words that they touch.
- ``public.train.jsonl``: ANERcorp (first nine tenths), AQMAR's train part and WikiFANE under our
  labels, clitics outside the spans, troop figures added by rule (nobody annotated them there).
- ``own.{train,dev,test,fold}.jsonl``: the documents of ``annotations/`` by their split, their spans
  alone; ``own.{…}.documents.jsonl``: the same with their events.
- ``names.json``: words of personal names and places of ``gazetteers/``, for `training.augment`.
- ``unlabelled.jsonl``: the articles of ``domain/`` that are not annotated.

What was mapped, repaired, joined or left out is counted and printed.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from coalition_ie import Document
from coalition_ie.arabic.reading import Reading
from coalition_ie.corpus.manifest import Entry
from coalition_ie.corpus.read import read_annotations
from coalition_ie.figures import find_figures
from coalition_ie.formats.conll import Sentence, read_conll, write_conll
from coalition_ie.formats.jsonl import write_jsonl
from coalition_ie.iob import tags_to_spans
from training import examples
from training.config import Rejoin, Schemes, read
from training.examples import Example
from training.options import HERE, command

FREQUENT = 20
"""Persons of Wikidata with this word in their name, for it to be a likely given name."""

_NAME = re.compile(r"[^\W\d_]{3,}( [^\W\d_]{2,})?")


def sentences(path: Path, labels: dict[str, str] | None = None) -> list[Sentence]:
    """The sentences of a ``word TAG`` file; labels that ``labels`` does not map become O."""
    content = path.read_text("utf-8")
    read = read_conll(content, name=path.name)
    if labels is not None:
        there = {tag[2:] for part in read.sentences for tag in part.tags if tag != "O"}
        read = read_conll(content, name=path.name, label_map={k: labels.get(k) for k in there})
    print(
        f"{path.name}: {len(read.sentences)} sentences, {len(read.repaired)} tags repaired, "
        f"{sum(read.dropped.values())} mentions of {len(read.dropped)} labels left out"
    )
    return list(read.sentences)


def texts(parts: Sequence[Sentence], name: str) -> Iterator[Example]:
    """Groups of sentences as texts, spans over whole words."""
    for number, (text, offsets) in enumerate(examples.joined(parts)):
        first_sentence = number * examples.GROUP
        spans = [
            (ranges[first][0], ranges[last - 1][1], label)
            for sentence, ranges in zip(parts[first_sentence:], offsets, strict=False)
            for first, last, label in tags_to_spans(sentence.tags)
        ]
        yield Example(f"{name}-{number:05}", text, tuple(spans))


def without_clitics(example: Example) -> Example:
    """Begin each span behind the proclitics of its first written word."""
    words = {word.start: word for word in Reading(example.text).words}
    spans = []
    for start, end, label in example.spans:
        begin = start
        while begin in words and words[begin].clitic and words[begin].end < end:
            begin = words[begin].end
        spans.append((begin, end, label))
    return Example(example.doc_id, example.text, tuple(spans))


def with_figures(example: Example) -> Example:
    """Add the troop figures that the rules find and that touch no other span."""
    taken = [(start, end) for start, end, _ in example.spans]
    found = [
        (figure.start, figure.end, "TROOP")
        for figure in find_figures(example.text)
        if not any(start < figure.end and figure.start < end for start, end in taken)
    ]
    return Example(example.doc_id, example.text, tuple(sorted([*example.spans, *found])))


def repaired(word: str, table: Rejoin) -> str:
    """A word of WikiFANE with the article behind its preposition as it is spelled."""
    for wrong, right in table.repairs:
        if word.startswith(wrong):
            return right + word.removeprefix(wrong)
    return word


def rejoin(sentence: Sentence, table: Rejoin) -> Sentence:
    """WikiFANE's words as a newspaper would print them: و and pronouns back on their words.

    A span that a joined word belongs to covers all of it, but for a conjunction, which
    `without_clitics` takes off again.
    """
    words: list[str] = []
    tags: list[str] = []
    pending = ""
    for word, tag in zip(sentence.words, sentence.tags, strict=True):
        if word in table.proclitics and tag == "O":
            pending += word
        elif word in table.enclitics and words and not pending and tag == "O":
            stem = words[-1]
            words[-1] = (stem[:-1] + "ت" if stem.endswith("ة") else stem) + word
        else:
            words.append(pending + repaired(word, table))
            tags.append(tag)
            pending = ""
    if pending:
        words.append(pending)
        tags.append("O")
    return Sentence(tuple(words), tuple(tags))


def not_in(parts: Iterable[Sentence], others: Iterable[Sentence]) -> list[Sentence]:
    """Sentences whose letters do not stand among ``others``: none is trained on and scored."""

    def key(sentence: Sentence) -> str:
        return "".join(sentence.words).translate(str.maketrans("أإآى", "اااي"))

    known = {key(sentence) for sentence in others}
    return [sentence for sentence in parts if key(sentence) not in known]


def own(annotations: Path, texts: Path | None) -> dict[str, list[Document]]:
    """Our annotated documents by split; without ``texts`` those whose text ships."""
    parts: dict[str, list[Document]] = {}

    def at_hand(entry: Entry) -> bool:
        return texts is not None or entry.text_in_repository

    for entry, document in read_annotations(annotations, texts=texts, chosen=at_hand):
        parts.setdefault(entry.split, []).append(document)
    return parts


def write_parts(parts: Mapping[str, Sequence[Document]], name: str, out: Path) -> None:
    """Write each part as ``name.SPLIT.jsonl``, spans alone, and ``name.SPLIT.documents.jsonl``."""
    for split, documents in parts.items():
        examples.write(map(Example.of, documents), out / f"{name}.{split}.jsonl")
        whole = out / f"{name}.{split}.documents.jsonl"
        whole.write_text("".join(map(write_jsonl, documents)), "utf-8")
        print(
            f"{name} {split}: {len(documents)} documents,",
            dict(Counter(mention.label for d in documents for mention in d.mentions)),
        )


def names_of(documents: Iterable[Document]) -> dict[str, list[str]]:
    """The documents' own words of personal names, and their places of one word."""
    found: dict[str, set[str]] = {"given": set(), "family": set(), "places": set()}
    for mention in (mention for document in documents for mention in document.mentions):
        words = mention.text.split()
        if mention.label == "PER":
            found["given"].update(words[:-1])
            found["family"].add(words[-1])
        elif mention.label == "LOC" and len(words) == 1:
            found["places"].add(mention.text)
    return {kind: sorted(filter(_NAME.fullmatch, them)) for kind, them in found.items()}


def column(path: Path, name: str, **wanted: set[str]) -> Iterator[str]:
    """A column of a table, of the rows whose other columns have one of the ``wanted`` values."""
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if all(row[key] in values for key, values in wanted.items()):
                yield row[name]


def names(gazetteers: Path) -> dict[str, list[str]]:
    """Words of personal names and places, each once; letters alone, three or more of them."""
    faker = gazetteers / "faker_ar_names" / "data.tsv"
    wikidata = gazetteers / "wikidata_person_name_tokens" / "data.tsv"
    cities = gazetteers / "arwikicats_en_ar" / "data.tsv"
    kinds = {"first_names_male", "first_names_female"}
    times = Counter(
        dict(zip(column(wikidata, "ar"), map(int, column(wikidata, "freq")), strict=True))
    )
    frequent = [word for word, count in times.items() if count >= FREQUENT]
    lists = {
        "given": [
            *column(faker, "name", kind=kinds),
            *column(gazetteers / "arabic_names_gender" / "data.tsv", "name"),
            *frequent,
        ],
        "family": [*column(faker, "name", kind={"last_names"}), *times],
        "places": [
            *column(cities, "ar", file={"cities/cities_full.json"}),
            *column(gazetteers / "dr5hn_cities_ar" / "cities.tsv", "ar"),
        ],
    }
    return {
        kind: sorted({name for name in them if _NAME.fullmatch(name)})
        for kind, them in lists.items()
    }


def write_names(lists: Mapping[str, Sequence[str]], path: Path) -> None:
    """Write the lists that `training.augment` draws from."""
    path.write_text(json.dumps(lists, ensure_ascii=False) + "\n", "utf-8")
    print("names:", {kind: len(them) for kind, them in lists.items()})


def main(argv: list[str] | None = None) -> None:
    place = {"help": "folder with ner/, gazetteers/, domain/ …; without it the dispatches alone"}
    args = command(__doc__, "annotations", "out", texts=place).parse_args(argv)
    ours = own(args.annotations, args.texts)
    if args.texts is None:
        write_parts(ours, "dispatches", args.out)
        write_names(names_of(ours["train"]), args.out / "dispatches.names.json")
        return
    schemes, gold = read(HERE / "schemes.toml", Schemes), args.texts / "ner"

    original = sentences(gold / "anercorp_train.txt")
    cut = len(original) * 9 // 10
    benchmark = map(without_clitics, texts(original[:cut], "anercorp"))
    examples.write(benchmark, args.out / "anercorp.train.jsonl")
    (args.out / "anercorp.dev.conll").write_text(write_conll(original[cut:]), "utf-8")

    scored = sentences(gold / "aqmar_dev.txt")
    public: list[Example] = []
    for name, scheme in (
        ("anercorp_train", schemes.anercorp_train),
        ("aqmar_train", schemes.aqmar_train),
        ("wikifane_gold", schemes.wikifane_gold),
    ):
        parts = sentences(gold / f"{name}.txt", scheme.ours())
        if name == "anercorp_train":
            parts = parts[:cut]
        if name == "wikifane_gold":
            parts = not_in([rejoin(part, schemes.rejoin) for part in parts], scored)
        public += [with_figures(without_clitics(example)) for example in texts(parts, name)]
    examples.write(public, args.out / "public.train.jsonl")
    print("public:", dict(Counter(label for example in public for *_, label in example.spans)))

    write_names(names(args.texts / "gazetteers"), args.out / "names.json")
    write_parts(ours, "own", args.out)
    done = {document.doc_id for documents in ours.values() for document in documents}
    rest = [
        Example(path.stem, path.read_bytes().decode("utf-8"), ())
        for path in sorted((args.texts / "domain").glob("*.txt"))
        if path.stem not in done
    ]
    print("unlabelled:", examples.write(rest, args.out / "unlabelled.jsonl"), "articles")


if __name__ == "__main__":
    main()
