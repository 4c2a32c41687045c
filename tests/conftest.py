"""Settings that all tests share."""

from __future__ import annotations

from hypothesis import settings

# The first example of a run loads lexicons, so a deadline for each would fail by chance.
settings.register_profile("coalition", deadline=None)
settings.load_profile("coalition")
