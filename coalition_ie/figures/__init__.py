"""Troop figures and their values; needs no torch."""

from __future__ import annotations

from coalition_ie.figures.value import find_figures, parse_figure

__all__ = ["find_figures", "parse_figure"]
