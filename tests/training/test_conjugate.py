"""The tables of verbs beside a full conjugator."""

from __future__ import annotations

import pytest

pytest.importorskip("mazini", reason="the conjugator is in the extra `lexicon` only")

from training import conjugate

ENTRIES = list(conjugate.entries())


def checked(lemma: str, kind: str = "verbs") -> conjugate.Checked:
    return conjugate.check(conjugate.Entry("some", kind, lemma, (lemma,)))


@pytest.mark.parametrize(
    ("lemma", "kind", "forms"),
    [
        ("زار/يزور", "verbs", "زار زاروا زرنا يزور يزورون يزر"),
        ("زير/يزار", "passives", "زير يزار يزر"),
        ("التقى/يلتقي", "verbs", "التقى التقت يلتق نلتقي"),
        ("بدأ/يبدأ", "verbs", "بدأ بدأوا بدؤوا يبدؤون"),
        ("سيطر/يسيطر", "verbs", "سيطر سيطرن تسيطر"),
        ("/يؤهل", "verbs", "يؤهل يؤهلوا"),
        ("أخرج/", "verbs", "أخرج أخرجن"),
    ],
)
def test_forms_are_the_conjugators_and_all_are_read(lemma: str, kind: str, forms: str) -> None:
    found = checked(lemma, kind)
    assert {conjugate.fold(form) for form in forms.split()} - found.forms <= {"بداوا"}
    assert found.missed == ()


def test_what_is_not_read_is_told() -> None:
    assert "يحطط" in checked("حط/يحط").missed
    assert checked("وعد/يعد").left == ("تعد", "يعد")
    assert "قوتل" in checked("قاتل/يقاتل").passives


def test_another_present_than_ours_is_told() -> None:
    found = checked("طال/يطال")
    assert (found.forms, found.others) == (frozenset(), ("طال/يطول",))


def test_of_the_weak_verbs_of_visits_nothing_is_missed() -> None:
    (row,) = {entry.family for entry in ENTRIES if entry.group == "visit-verbs"}
    assert row == ("زار/يزور", "زير/يزار")
    found = [conjugate.check(entry) for entry in ENTRIES if entry.group == "visit-verbs"]
    assert [(one.missed, one.passives) for one in found] == [((), ()), ((), ())]
    assert "visit" not in conjugate.report(found)
