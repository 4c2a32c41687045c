"""Run notebooks as an installed package would see them, and save what they show.

    python notebooks/execute.py                        # all, in place
    python notebooks/execute.py 01_*.ipynb --into out  # copies

They run in an empty folder, so that they find nothing of the repository but the package.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent


def execute(path: Path, place: Path) -> None:
    """Run a notebook from its first cell to its last and write it to ``place``."""
    import nbformat
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    with TemporaryDirectory() as folder:
        # Without ports, where the system can.
        how = {} if os.name == "nt" else {"transport": "ipc", "ip": f"{folder}/kernel"}
        client = NotebookClient(
            notebook,
            km=AsyncKernelManager(kernel_name="python3", **how),
            timeout=600,
            startup_timeout=300,
            resources={"metadata": {"path": folder}},
        )
        client.owns_km = True  # and so ends the kernel
        client.execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when it ran is nobody's business
    place.write_text(nbformat.writes(notebook) + "\n", "utf-8")


def main() -> None:
    """Run what the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="default: all beside this file")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="default: in place")
    given = parser.parse_args()
    # A kernel is a process of its own: it needs the package, not this folder.
    os.environ["PYTHONPATH"] = str(HERE.parent)
    os.environ |= {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    # Bars and notices differ from run to run.
    os.environ |= {"TQDM_DISABLE": "1", "TRANSFORMERS_VERBOSITY": "error"}
    os.environ |= {"PYTHONWARNINGS": "ignore"}
    for path in given.files or sorted(HERE.glob("*.ipynb")):
        execute(path, (given.into or path.parent) / path.name)


if __name__ == "__main__":
    main()
