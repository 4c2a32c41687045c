from __future__ import annotations
def link(text, mentions, *, published=None):
    return ()
