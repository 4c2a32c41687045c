"""What brat is set up with: all that is annotated, under the names of the files that brat reads."""

from __future__ import annotations

from pathlib import Path

from coalition_ie.formats.brat.settings import annotation_conf, visual_conf
from coalition_ie.formats.forms import WRITERS
from coalition_ie.formats.read import read_file
from coalition_ie.formats.write import opened
from coalition_ie.ontology import ontology
from tests.samples import ANN, DOCUMENT


def sections(conf: str) -> dict[str, dict[str, str]]:
    """Name of a section to its lines, each by its first word."""
    parts = [part.splitlines() for part in conf.split("\n\n")]
    return {
        name.strip("[]"): {
            line.partition("\t")[0]: line.partition("\t")[2] for line in lines if line
        }
        for name, *lines in parts
    }


def test_all_that_a_file_may_hold_may_be_annotated() -> None:
    given = sections(annotation_conf())
    assert list(given) == ["entities", "relations", "events", "attributes"]
    assert list(given["entities"]) == [*ontology().labels, "DATE"]
    assert given["relations"] == {}
    assert list(given["events"]) == list(ontology().events)
    assert set(given["events"].values()) == {
        "Actor*:PER|ORG|LOC, Target*:PER|ORG|LOC, Place*:ORG|LOC, Troop*:TROOP, Date*:DATE"
    }
    assert given["attributes"] == {"Status": "Arg:<EVENT>, Value:actual|planned|denied"}


def test_every_label_has_a_colour_of_its_own_and_every_status_a_look() -> None:
    given = sections(visual_conf())
    assert list(given) == ["labels", "drawing", "options"]
    colours = [given["drawing"][label] for label in (*ontology().labels, "DATE")]
    assert len(set(colours)) == len(colours)
    assert given["drawing"]["Status"] == "dashArray:-|3-3|-, box:none|none|crossed"
    assert given["options"] == {"Text": "direction:rtl"}


def test_a_folder_of_brat_files_is_set_up_and_read_back_unharmed(tmp_path: Path) -> None:
    with opened(tmp_path / "new", "brat", print) as put:
        put("sample", WRITERS["brat"](DOCUMENT).content, DOCUMENT)
    names = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert names == ["annotation.conf", "sample.ann", "sample.txt", "visual.conf"]
    assert (tmp_path / "new" / "annotation.conf").read_text("utf-8") == annotation_conf()
    assert read_file(tmp_path / "new" / "sample.ann")[1].documents == (DOCUMENT,)


def test_what_people_set_up_is_kept(tmp_path: Path) -> None:
    (tmp_path / "visual.conf").write_text("[labels]\n", "utf-8")
    with opened(tmp_path, "brat", print) as put:
        put("sample", ANN, DOCUMENT)
    assert (tmp_path / "visual.conf").read_text("utf-8") == "[labels]\n"
    assert (tmp_path / "annotation.conf").is_file()


def test_one_file_of_brat_needs_no_set_up(tmp_path: Path) -> None:
    with opened(tmp_path / "sample.ann", "brat", print) as put:
        put("sample", ANN, DOCUMENT)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sample.ann", "sample.txt"]
