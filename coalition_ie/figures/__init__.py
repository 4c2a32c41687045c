"""Troop figures and their values; needs no torch."""

from coalition_ie.figures.find import find_figures
from coalition_ie.figures.value import figure_at, parse_figure

__all__ = ["figure_at", "find_figures", "parse_figure"]
