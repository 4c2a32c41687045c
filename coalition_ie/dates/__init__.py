"""Time expressions of Arabic news and their values; needs no torch."""

from coalition_ie.dates.find import find_dates

__all__ = ["find_dates"]
