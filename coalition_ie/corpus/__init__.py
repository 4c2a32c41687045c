"""Annotated corpora: their manifest, reading and checking them, what to annotate next."""
