"""What tests of servers on this machine's loopback share."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
from collections.abc import Callable
from pathlib import Path


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def answer(
    ask: Callable[[], bytes], server: subprocess.Popen[bytes], log: Path, patience: int
) -> bytes:
    """The first answer of a server that starts, within so many seconds."""
    for _ in range(patience):
        try:
            return ask()
        except (urllib.error.URLError, ConnectionError):
            assert server.poll() is None, log.read_text("utf-8", "replace")[-3000:]
            time.sleep(1)
    raise AssertionError(f"no answer within {patience} s")
