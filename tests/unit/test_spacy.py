"""The spaCy component, with the model that ships."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from coalition_ie import extract

spacy = pytest.importorskip("spacy", reason="is of the extra spacy")
displacy = pytest.importorskip("spacy.displacy", reason="is of the extra spacy")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

TEXTS = (
    "وصل آشتون كارتر إلى بغداد الأحد.",
    "قصف التحالف داعش بسوريا والعراق، وقتل 20 جنديا عراقيا قرب الموصل.",
)


@pytest.fixture(scope="module")
def nlp() -> Any:
    made = spacy.blank("ar")
    made.add_pipe("coalition_ie")
    return made


def test_documents_hold_what_extract_finds(nlp: Any) -> None:
    for text in TEXTS:
        doc, document = nlp(text), extract(text)
        assert doc._.coalition_ie == document
        assert doc._.events == document.events
        spans = doc.spans["mentions"]
        assert [(*span._.start_end, span.label_) for span in spans] == [
            (m.start, m.end, m.label) for m in document.mentions
        ]
        assert [s.text for s in doc.spans["troops"]] == [
            m.text for m in document.mentions if m.label == "TROOP"
        ]
        # A name behind a proclitic begins inside a token; doc.ents cannot hold it.
        inside = {(span.start_char, span.end_char) for span in doc.ents}
        exact = [m for m in document.mentions if (m.start, m.end) in inside]
        assert len(exact) == len(doc.ents)
        assert doc._.beyond_ents == len(document.mentions) - len(exact)
    assert doc._.beyond_ents > 0


def test_the_day_of_publication_is_the_doc_s(nlp: Any) -> None:
    doc = nlp.make_doc(TEXTS[0])
    doc._.published = "2016-07-20"
    assert nlp(doc)._.coalition_ie == extract(TEXTS[0], published="2016-07-20")


def test_a_pipe_of_two_processes_gives_the_same(nlp: Any) -> None:
    one = [doc.to_json() for doc in nlp.pipe(TEXTS)]
    two = [doc.to_json() for doc in nlp.pipe(TEXTS, n_process=2, batch_size=1)]
    assert one == two


def test_a_pipeline_is_kept_by_pickle_and_on_disk(nlp: Any, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "nlp")
    for again in (pickle.loads(pickle.dumps(nlp)), spacy.load(tmp_path / "nlp")):
        assert again(TEXTS[0])._.events == nlp(TEXTS[0])._.events


def test_displacy_draws_right_to_left(nlp: Any) -> None:
    drawn = displacy.render(nlp(TEXTS[0]), style="ent", page=True)
    assert "direction: rtl" in drawn
    assert "كارتر" in drawn
