"""Time expressions of Arabic news and their values; needs no torch."""

from __future__ import annotations

from coalition_ie.dates.find import find_dates

__all__ = ["find_dates"]
