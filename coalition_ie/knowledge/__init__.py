"""From mentions to knowledge: which mentions are one thing, who and where it is, when, and the same
event told by several documents."""
