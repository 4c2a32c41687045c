"""Actual, planned, denied: one phenomenon a row, with the rule that decides."""

from __future__ import annotations

import pytest

from tests.linking import link_marked


@pytest.mark.parametrize(
    ("marked", "status", "rule"),
    [
        ("قصفت {ORG:المدفعية} {LOC:حلب}.", "actual", "no-sign"),
        ("لم تقصف {ORG:المدفعية} {LOC:حلب}.", "denied", "negation"),
        ("ما قصفت {ORG:المدفعية} {LOC:حلب}.", "actual", "no-sign"),  # ما is a relative as well
        ("ستقصف {ORG:المدفعية} {LOC:حلب}.", "planned", "future"),
        ("يجب قصف {LOC:حلب}.", "planned", "future"),
        ("نفى {ORG:الجيش} أنه قصف {LOC:حلب}.", "denied", "refusing-verb"),
        ("لم ينف {ORG:الجيش} أنه قصف {LOC:حلب}.", "actual", "no-sign"),
        ("رفض {ORG:الجيش} قصف {LOC:حلب}.", "denied", "refusing-verb"),
        ("لم يشن {ORG:الجيش} أي غارات على {LOC:حلب}.", "denied", "negated-verb"),
        ("يعتزم {ORG:الجيش} قصف {LOC:حلب}.", "planned", "intending-verb"),
        ("سيشن {ORG:الجيش} غارات على {LOC:حلب}.", "planned", "intending-verb"),
        ("أعلن {ORG:الجيش} شن غارات على {LOC:حلب}.", "actual", "no-sign"),
        ("توجه {PER:كيري} إلى {LOC:عمان} لتدريب {ORG:الجيش}.", "planned", "purpose"),
        ("وصل {PER:كيري} لحضور اجتماع {ORG:الناتو}.", "actual", "no-sign"),
        ("وافق {PER:كيري} على تدريب {ORG:الجيش}.", "planned", "agreed-on"),
    ],
)
def test_status_of_the_last_event(marked: str, status: str, rule: str) -> None:
    event = link_marked(marked)[-1]
    assert (event.status, event.evidence[-1].rule) == (status, rule)
