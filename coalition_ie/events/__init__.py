"""Events: mentions to event tuples, by rules kept as data."""

from __future__ import annotations

from coalition_ie.events.link import link

__all__ = ["link"]
