"""``python -m coalition_ie``: the command line."""

from __future__ import annotations

from coalition_ie.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
