"""Settings that all tests share.

Hypothesis runs under one of two profiles. ``fixed``, the default, draws the same inputs in every
run and keeps none of them in a file, so that a test passes or fails for everybody alike, and also
where nothing can be written. ``random`` draws new inputs at every run, for long runs that look for
what ``fixed`` does not meet; a failure prints the line that repeats it:

    HYPOTHESIS_PROFILE=random pytest tests/properties

Hypothesis' own ``--hypothesis-profile random`` does the same.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Before torch is imported: its threads wait spinning, which makes a busy machine crawl.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# A deadline for each example, or a check on how fast inputs are drawn, fails on a busy machine.
settings.register_profile(
    "fixed",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "random",
    settings.get_profile("fixed"),
    derandomize=False,
    max_examples=500,
    print_blob=True,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))
