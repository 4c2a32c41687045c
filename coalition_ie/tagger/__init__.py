"""Texts to mentions: the only room that knows torch and transformers."""
