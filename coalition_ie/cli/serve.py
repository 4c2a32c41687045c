"""Show a page on this machine on which an article can be pasted and read; needs the extra serve.

examples:
  coalition-ie serve
  coalition-ie serve --port 8100 --model checkpoint
"""

from __future__ import annotations

import argparse

from coalition_ie.cli.inputs import add_model, loaded
from coalition_ie.cli.talk import Talk, UsageError
from coalition_ie.server import HOST, application


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the subcommand takes."""
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    add_model(parser)


def run(arguments: argparse.Namespace, talk: Talk) -> None:
    """Serve until it is stopped."""
    try:
        import uvicorn
    except ModuleNotFoundError as error:
        raise UsageError('serve needs: pip install "coalition-ie[serve]"') from error
    app = application(loaded(arguments))
    talk.say(f"http://{HOST}:{arguments.port} (Ctrl+C ends it)")
    uvicorn.run(app, host=HOST, port=arguments.port, log_level="warning", access_log=False)
