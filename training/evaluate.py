"""Score a model: on our annotated documents, or on a ``word TAG`` file.

    python -m training.evaluate --model coalition_ie/models/default --texts ../shared --split dev
    python -m training.evaluate --folds work/folds --texts ../shared --split fold
    python -m training.evaluate --model work/anercorp --conll work/data/anercorp.dev.conll

On documents: exact character-span F1 of mentions, accuracy of figure values, trigger and argument
F1 of the events linked from the predicted mentions (``--gold-mentions`` links from gold ones), and
seqeval's strict IOB2 report over our words. ``--agreement FIRST SECOND`` adds how far two readings,
each a folder, agree on those of the documents that both have. With ``--folds`` each document is
read by the model in the folder of its id, which was trained without it. On a ``word TAG`` file:
seqeval alone; the file's words are its units, ``--map PERS=PER MISC=`` renames or drops its labels.
``--pipeline first`` scores the mentions of `transformers.pipeline` with this aggregation strategy.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from transformers import pipeline

from coalition_ie import Document, Extractor, Mention
from coalition_ie.arabic.reading import Reading
from coalition_ie.corpus.manifest import Entry
from coalition_ie.corpus.read import read_readings
from coalition_ie.events.heads import EventHeads
from coalition_ie.events.link import Linker
from coalition_ie.figures import find_figures
from coalition_ie.figures.tagged import with_figures
from coalition_ie.formats.conll import Sentence, read_conll
from coalition_ie.iob import spans_to_tags
from coalition_ie.pipeline import with_events
from coalition_ie.scoring import Scores, TagScores, score, score_tags, score_words, tables
from coalition_ie.tagger import ENGINES
from coalition_ie.tagger.model import TransformerTagger
from coalition_ie.tagger.pretrained import of_model
from coalition_ie.tagger.reader import PieceReader
from training.examples import annotated, joined
from training.options import command


def gold_documents(args: argparse.Namespace) -> list[Document]:
    """The documents of the split, or those that are named."""

    def chosen(entry: Entry) -> bool:
        of_set = not args.sets or entry.set in args.sets
        return of_set and (not args.documents or entry.id in args.documents)

    return annotated(args.annotations, args.texts, args.split, chosen)


def predict(gold: list[Document], args: argparse.Namespace) -> list[Document]:
    """What the model, or each document's own fold, makes of the texts."""
    if args.gold_mentions:
        return [with_events(d) for d in gold]
    if args.pipeline:
        return bare_pipeline(gold, args.model, args.pipeline)
    if args.rules:
        return [replace(d, mentions=find_figures(d.text), events=()) for d in gold]
    shared = (
        None
        if args.folds
        else Extractor.from_pretrained(args.model, device=args.device, engine=args.engine)
    )
    return [
        (shared or Extractor.from_pretrained(args.folds / str(document.doc_id))).extract(
            document.text, published=document.published, doc_id=document.doc_id
        )
        for document in gold
    ]


def in_training(
    model: Any, reader: PieceReader, gold: Sequence[Document], heads: EventHeads | None = None
) -> dict[str, float | None]:
    """F1 of mentions, and with event heads that of triggers and arguments and the share of right
    statuses: exact spans, without dropout, at thresholds of 0.5, nothing calibrated.
    """
    linker = None if heads is None else Linker(heads.eval())
    tagger = TransformerTagger(of_model(model, reader.tokenizer, linker))
    readings = [Reading(document.text) for document in gold]
    if linker is None:
        tagged = zip(readings, tagger.tag(readings), strict=True)
        found = [
            replace(document, mentions=with_figures(*pair), dates=(), events=())
            for document, pair in zip(gold, tagged, strict=True)
        ]
    else:
        rows = [{"text": d.text, "id": d.doc_id, "published": d.published} for d in gold]
        found = list(Extractor(tagger=tagger).extract_many(rows))
    scores = score(gold, found)
    told = {"mentions": scores.mentions.f1}
    if linker is not None:
        told |= {"triggers": scores.triggers.f1, "arguments": scores.arguments.f1}
        told["status"] = scores.status.value
    return {name: value if value is None else round(value, 4) for name, value in told.items()}


def bare_pipeline(gold: list[Document], model: str, strategy: str) -> list[Document]:
    """What `transformers.pipeline` tags, line by line, since it cuts what is too long for it."""
    tag: Any = pipeline("token-classification", model=model, aggregation_strategy=strategy)
    found = []
    for document in gold:
        mentions = []
        for line in re.finditer(r"[^\n]+", document.text):
            for span in tag(line[0]):
                start, end = line.start() + span["start"], line.start() + span["end"]
                text = document.text[start:end]
                mentions.append(
                    Mention(start=start, end=end, text=text, label=span["entity_group"])
                )
        found.append(replace(document, mentions=tuple(mentions), dates=(), events=()))
    return found


def predict_tags(tagger: TransformerTagger, sentences: list[Sentence]) -> list[list[str]]:
    """IOB2 tags for the words of each sentence; a span counts for every word that it touches."""
    predicted: list[list[str]] = []
    for text, offsets in joined(sentences):
        reading = Reading(text)
        (spans,) = tagger.spans([reading], tagger.encode([reading]))
        for words in offsets:
            units, used = [], 0
            for span in spans:
                touched = [i for i, (a, b) in enumerate(words) if a < span.end and span.start < b]
                touched = [i for i in touched if i >= used]
                if touched:
                    used = touched[-1] + 1
                    units.append((touched[0], used, span.label))
            predicted.append(list(spans_to_tags(units, length=len(words))))
    return predicted


def evaluate_conll(args: argparse.Namespace) -> TagScores:
    """seqeval over a ``word TAG`` file."""
    content = args.conll.read_text("utf-8")
    renamed = dict(pair.split("=") for pair in args.map)
    read = read_conll(content, name=args.conll.name)
    there = {tag[2:] for part in read.sentences for tag in part.tags if tag != "O"}
    labels = {label: renamed.get(label, label) or None for label in there}
    sentences = list(read_conll(content, name=args.conll.name, label_map=labels).sentences)
    tagger = TransformerTagger.from_pretrained(args.model, device=args.device, engine=args.engine)
    predicted = predict_tags(tagger, sentences)
    kept = {label for label in labels.values() if label}
    predicted = [[t if t == "O" or t[2:] in kept else "O" for t in tags] for tags in predicted]
    return score_tags([list(part.tags) for part in sentences], predicted)


def main(argv: list[str] | None = None) -> None:
    parser = command(__doc__, "model", "annotations", "texts", split={"default": ["dev"]})
    parser.add_argument("--folds", type=Path, help="folder with one model for each document's id")
    parser.add_argument("--sets", nargs="*", help="only these sets (documents, domain, dispatches)")
    parser.add_argument("--documents", nargs="*", help="only these ids")
    parser.add_argument("--gold-mentions", action="store_true", help="score the linking alone")
    parser.add_argument("--agreement", nargs=2, type=Path, metavar=("FIRST", "SECOND"))
    parser.add_argument("--rules", action="store_true", help="score the figure rules alone")
    parser.add_argument("--pipeline", metavar="STRATEGY", help="score transformers.pipeline alone")
    parser.add_argument("--conll", type=Path, help="a word TAG file instead of our documents")
    parser.add_argument("--map", nargs="*", default=[], metavar="THEIRS=OURS")
    parser.add_argument("--device")
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    args = parser.parse_args(argv)
    if args.conll:
        tags = evaluate_conll(args)
        sys.stdout.write(json.dumps(tags.to_dict()) + "\n" if args.json else tags.to_text())
        return
    gold = gold_documents(args)
    predicted = predict(gold, args)
    results: dict[str, Scores | TagScores] = {"spans": score(gold, predicted)}
    if args.agreement:
        first, second = args.agreement
        readings = read_readings(first, second, {d.doc_id for d in gold}, texts=args.texts)
        results["agreement"] = score(readings.gold, readings.predicted)
    results["seqeval"] = score_words(gold, predicted)
    if args.json:
        shown = {name: scores.to_dict() for name, scores in results.items()}
        sys.stdout.write(json.dumps(shown) + "\n")
    else:
        sys.stdout.write(tables(results))


if __name__ == "__main__":
    main()
