"""The check of a folder: each kind of damage is reported, by file and line, and all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coalition_ie.corpus.check import CheckReport, check_paths
from tests.unit.conftest import Folders


def problems(folders: Folders, *, texts: bool = True) -> list[str]:
    """What the check says, with paths relative to the annotations."""
    report = check_paths([folders.annotations], texts=folders.texts if texts else None)
    return [str(problem).replace(f"{folders.annotations}/", "") for problem in report.problems]


def test_a_sound_folder_has_no_problems_and_is_counted(folders: Folders) -> None:
    report = check_paths([folders.annotations], texts=folders.texts)
    assert report.problems == []
    assert report.to_text() == (
        "documents 2 (documents 1, dispatches 1)\n"
        "texts at hand 2 of 2\n"
        "mentions 9 (PER 1, ORG 2, LOC 5, TROOP 1)\n"
        "figures 1\n"
        "events 4 (MEET 0, VISIT 1, AGREE 0, AID 1, TRAIN 0, DEPLOY 1, WITHDRAW 0, STRIKE 1, "
        "BATTLE 0, CAPTURE 0, SIEGE 0, CASUALTY 0)\n"
        "statuses (actual 2, planned 1, denied 1)\n"
        "time expressions 1\n"
        "problems 0\n"
    )


def test_a_text_that_is_not_at_hand_is_counted_and_no_problem(folders: Folders) -> None:
    report = check_paths([folders.annotations])
    assert report.problems == []
    assert report.texts == 1


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("LOC 47 52\tفرنسا", "LOC 46 52\t فرنسا", "6: LOC ' فرنسا' begins or ends with a space"),
        ("PER 11 22\tسامي", "PER 10 22\tسامي", "2: the text has ' سامي الراوي' at 10:22"),
        (
            "#1\tAnnotatorNotes T7\tlow=300 high=300 unit=person approximate=true\n",
            "",
            "7: TROOP 'نحو 300 جندي' has no value (§2)",
        ),
        (
            "VISIT 0 3\tوصل",
            "VISIT 0 10\tوصل الوزير",
            "1: trigger 'وصل الوزير' is more than one word (§3)",
        ),
        (" Actor:T6 Place:T11", "", "14: STRIKE 'تقصف' at 104:108 has no argument (§3)"),
        (
            "Actor:T6 Place:T11",
            "Actor:T6 Actor2:T6",
            "14: STRIKE 'تقصف' at 104:108 has T6 twice as Actor (§3)",
        ),
        (
            "A1\tStatus",
            "E4\tVISIT:T1 Actor:T2\nA1\tStatus",
            "15: 'وصل' is the trigger of VISIT in line 12 (§3)",
        ),
        ("Place:T3 ", "Place:T8 ", "12: Place 'أربيل' is not in the sentence of 'وصل' (§3)"),
    ],
)
def test_each_breach_is_named(folders: Folders, old: str, new: str, problem: str) -> None:
    folders.change("documents/sample.ann", lambda ann: ann.replace(old, new))
    assert any(found.startswith(f"documents/sample.ann:{problem}") for found in problems(folders))


@pytest.mark.parametrize(
    ("old", "new"),
    [("Place:T3 ", "Place:T99 "), ("VISIT:T1 ", "VISIT:T99 "), ("Place:T3 ", "Spot:T8 ")],
)
def test_what_is_no_event_at_all_is_no_breach_as_well(folders: Folders, old: str, new: str) -> None:
    folders.change("documents/sample.ann", lambda ann: ann.replace(old, new))
    found = problems(folders)
    assert found
    assert not any("not in the sentence" in text for text in found)


def test_latin_script_is_left_alone(folders: Folders) -> None:
    text = "BBC: تسلح كندا البشمركة.\u2028"
    (folders.texts / "x.ann").write_text("T1\tORG 0 3\tBBC\nT2\tORG 15 24\tالبشمركة.\n", "utf-8")
    (folders.texts / "x.txt").write_text(text, "utf-8")
    report = check_paths([folders.texts])
    messages = [problem.message for problem in report.problems]
    assert messages == ["ORG 'BBC' is not in Arabic script (§1)"]


def test_all_problems_are_reported_at_once(folders: Folders) -> None:
    folders.change("documents/sample.ann", lambda ann: ann.replace("E3 denied", "E3 no"))
    folders.change("documents/sample.ann", lambda ann: ann.replace("Actor:T2", "Agent:T2"))
    folders.change("dispatches/original.ann", lambda ann: ann.replace("LOC 5", "LOC 6"))
    folders.change_entry(0, sha256="0" * 64)
    assert [problem.split(" ")[0] for problem in problems(folders)] == [
        "manifest.json:5:",
        "documents/sample.ann:12:",
        "documents/sample.ann:17:",
        "dispatches/original.ann:2:",
    ]


@pytest.mark.parametrize(
    ("i", "fields", "problem"),
    [
        (0, {"sha256": "0" * 64}, "document 'sample': expected sha256 000000"),
        (0, {"sha256": "ABC"}, "sha256: expected str matching regex '^[0-9a-f]{64}$', got 'ABC'"),
        (0, {"publisher": ...}, "document 0: object missing required field 'publisher', got {"),
        (0, {"pubisher": "x"}, "document 0: object contains unknown field 'pubisher', got {"),
        (0, {"annotators": True}, "annotators: expected int, got True"),
        (0, {"annotators": 0}, "annotators: expected int >= 1, got 0"),
        (0, {"published": "20 July"}, "published: expected YYYY-MM-DD, got '20 July'"),
        (0, {"text": ...}, "expected either a text or text_in_repository: true"),
        (0, {"text_in_repository": True}, "expected either a text or text_in_repository: true"),
        (0, {"text": "../../etc/passwd"}, "text: expected a relative path without .."),
        (0, {"annotation": "/a.ann"}, "annotation: expected a relative path without .."),
        (1, {"id": "sample"}, "id 'sample' stands in line 5 already"),
        (1, {"publisher": 7}, "publisher: expected str | null, got 7"),
    ],
)
def test_a_wrong_manifest_is_named(
    folders: Folders, i: int, fields: dict[str, Any], problem: str
) -> None:
    folders.change_entry(i, **fields)
    found = [text for text in problems(folders) if text.startswith("manifest.json:")]
    assert any(problem in text for text in found), found


def test_the_line_of_the_manifest_is_that_of_the_document(folders: Folders) -> None:
    folders.change_entry(1, sha256="0" * 64)
    lines = (folders.annotations / "manifest.json").read_text("utf-8").splitlines()
    number = next(i for i, line in enumerate(lines, 1) if '"original"' in line)
    assert problems(folders)[0].startswith(f"manifest.json:{number}: document 'original'")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{\n 3}", "manifest.json:2: expected JSON"),
        ("[]", "manifest.json:1: expected object, got []"),
        (
            '{"schema_version": 1, "documents": [4]}',
            "manifest.json:1: document 0: expected object, got 4",
        ),
        (
            '{"documents": []}',
            "manifest.json:1: object missing required field 'schema_version', got {'doc",
        ),
        (
            '{"documents": [], "schema_version": 2}',
            "manifest.json:1: schema_version: expected 1, got 2",
        ),
    ],
)
def test_a_manifest_that_is_none_is_named(folders: Folders, content: str, problem: str) -> None:
    folders.change("manifest.json", lambda _: content)
    assert any(found.startswith(problem) for found in problems(folders))


def test_another_text_is_not_used_for_the_offsets(folders: Folders) -> None:
    path = folders.texts / "press" / "s.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    found = problems(folders)
    assert len(found) == 1
    assert "document 'sample': expected sha256" in found[0]


def test_files_and_manifest_have_to_agree(folders: Folders) -> None:
    (folders.annotations / "documents" / "extra.ann").write_text("", "utf-8")
    (folders.annotations / "dispatches" / "original.ann").unlink()
    found = problems(folders)
    assert "documents/extra.ann:1: not listed in manifest.json" in found
    assert any(text.startswith("dispatches/original.ann:1: cannot be read") for text in found)


def test_a_shipped_text_has_to_be_there(folders: Folders) -> None:
    (folders.annotations / "dispatches" / "original.txt").unlink()
    assert "document 'original': expected its text at" in problems(folders)[0]


def test_bytes_that_are_no_text_are_named(folders: Folders) -> None:
    (folders.annotations / "documents" / "sample.ann").write_bytes(b"T1\t\xff")
    assert "expected UTF-8, got byte 0xff at 3" in problems(folders)[0]


def test_a_folder_without_a_manifest_is_one_of_brat_files(folders: Folders) -> None:
    plain: CheckReport = check_paths([folders.annotations / "dispatches"])
    assert (plain.problems, plain.texts, plain.sets) == ([], 1, {"dispatches": 1})


def test_a_folder_without_annotations_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"expected manifest\.json or"):
        check_paths([tmp_path])
    with pytest.raises(FileNotFoundError, match="No such file"):
        check_paths([tmp_path / "nowhere"])


def test_the_folder_that_one_stands_in_has_a_name(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folders.annotations / "dispatches")
    assert check_paths([Path()]).sets == {"dispatches": 1}
    assert check_paths([Path("original.ann")]).sets == {"brat": 1}
