"""`extract --ray N`: files of rows in, a folder of Parquet out, read by workers of a Ray cluster.

The cluster is that of the environment variable RAY_ADDRESS; without one, this machine is one for as
long as the command runs. Inputs and output lie where all machines of the cluster reach them.

JSON lines are read twice: Arrow wants the type of each column before the first row, and what it
guesses from a part of the lines (a string for a time, where all look like one) differs from that
of the next part.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coalition_ie.cli.inputs import Source, loaded, sources
from coalition_ie.cli.talk import Talk, UsageError
from coalition_ie.distributed import extract_dataset
from coalition_ie.errors import FormatError, quoted
from coalition_ie.formats.objects import parse_json
from coalition_ie.formats.rows import Columns

if TYPE_CHECKING:
    import pyarrow as pa
    from ray.data import Dataset

_FORMS = ("parquet", "jsonl")
_ROWS = 10_000  # documents of a file of the output, at least, where there are as many


def extract_on_ray(arguments: argparse.Namespace, talk: Talk) -> None:
    """Write a row for each row of the inputs; what cannot be read is reported and has its row.

    Raises:
        UsageError: the arguments do not go together, a package is missing, or Ray gave up.
    """
    try:
        import ray
        from ray.exceptions import RayError
    except ImportError as error:
        expected = "--ray: expected the package ray"
        raise UsageError(f'{expected}: pip install "coalition-ie[ray]"') from error
    folder = _folder(arguments)
    found = sources(arguments)
    form = _form(found, arguments)
    loaded(arguments)  # what is wrong with a model is told before there are workers
    started = not ray.is_initialized()
    if started:
        _start(ray, arguments.ray)
    try:
        _extract(found, form, folder, arguments, talk)
    except RayError as error:  # its own text is that of all traces on the way
        raise UsageError(f"Ray: {getattr(error, 'cause', None) or error}") from error
    finally:
        if started:
            ray.shutdown()
    for reason in _reasons(folder):
        talk.fail(reason)


def _extract(
    found: Sequence[Source], form: str, folder: Path, arguments: argparse.Namespace, talk: Talk
) -> None:
    import pyarrow as pa
    from ray import data

    paths = [str(Path(str(source.path)).absolute()) for source in found]
    if form == "parquet":
        rows = data.read_parquet(paths)
        schema = rows.schema().base_schema
    else:
        lines = data.read_text(paths, include_paths=True)
        schema = _surveyed(lines, talk)
        rows = lines.map_batches(_rows, fn_args=(schema,), batch_format="pyarrow")
    names = _names(schema.names, arguments)
    extract_dataset(
        rows.rename_columns(names) if names else rows,
        workers=arguments.ray,
        model=arguments.model,
        published=arguments.published,
        threshold=arguments.threshold,
        columns=pa.schema([one.with_name(names.get(one.name, one.name)) for one in schema]),
    ).write_parquet(str(folder), min_rows_per_file=_ROWS)


def _folder(arguments: argparse.Namespace) -> Path:
    """The folder to write to, which files of an earlier run would be mixed into."""
    if arguments.ray < 1:
        raise UsageError(f"--ray: expected a number of workers from 1, got {arguments.ray}")
    if arguments.format not in (None, "parquet"):
        raise UsageError(f"--ray writes parquet alone, got --format {arguments.format}")
    for name in ("device", "threads", "engine", "workers", "resume", "report"):
        if getattr(arguments, name) not in (None, False):
            raise UsageError(f"--ray: a worker has one thread of a processor, got --{name}")
    if arguments.encoding != "utf-8":
        raise UsageError(f"--ray reads UTF-8 alone, got --encoding {arguments.encoding}")
    place: Path | None = arguments.output
    if place is None or place.is_file() or (place.is_dir() and any(place.iterdir())):
        got = "none" if place is None else f"{place}, which has something in it"
        raise UsageError(f"--ray: expected as --output a folder that is new or empty, got {got}")
    return place.absolute()


def _form(found: Sequence[Source], arguments: argparse.Namespace) -> str:
    """The form of all inputs."""
    for source in found:
        if source.path is None or source.form(arguments) not in _FORMS:
            raise UsageError(f"--ray reads files of Parquet or JSON lines, got {source.name}")
        if not source.path.exists():
            raise FileNotFoundError(2, os.strerror(2), source.name)
    forms = {source.form(arguments) for source in found}
    if len(forms) > 1:
        raise UsageError("--ray: expected files of one form, got Parquet and JSON lines")
    return forms.pop()


def _start(ray: Any, workers: int) -> None:
    # One processor more than there are workers: else nothing is left that reads and writes.
    here = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": workers + 1}
    ray.init(logging_level="ERROR", log_to_driver=False, include_dashboard=False, **here)


def _names(columns: Sequence[str], arguments: argparse.Namespace) -> dict[str, str]:
    """The columns that get another name: those that are read get ours, as in `formats.rows`."""
    ours = {getattr(arguments, f"{name}_column"): name for name in Columns._fields}
    if arguments.text_column not in columns:
        got = ", ".join(map(repr, columns)) or "none"
        raise UsageError(
            f"--ray: expected a column {arguments.text_column!r}, got {got}; --text-column names "
            "another"
        )
    names = {}
    for column in columns:
        name = ours.get(column, column)
        if name in Columns._fields and column not in ours:
            name = f"{name}_"
        if name != column:
            names[column] = name
    return names


def _surveyed(lines: Dataset, talk: Talk) -> pa.Schema:
    """The columns of JSON lines and their types; what is no object is reported."""
    import pyarrow as pa

    schemas = []
    for told in lines.map_batches(_survey, batch_format="pyarrow").iter_rows():
        schemas.append(pa.ipc.read_schema(pa.py_buffer(told["schema"])))
        for problem in told["problems"]:
            talk.fail(problem)
    try:
        return pa.unify_schemas(schemas, promote_options="permissive")
    except pa.ArrowException as error:
        raise FormatError(f"expected columns that hold values of one type: {error}") from error


def _survey(lines: pa.Table) -> pa.Table:
    """Of lines the types of their columns, and what is wrong with them, in one row."""
    import pyarrow as pa

    objects, problems = _objects(lines)
    fields = []
    for name in dict.fromkeys(name for one in objects for name in one):
        try:
            kind = pa.array([one.get(name) for one in objects]).type
        except pa.ArrowException as error:
            raise FormatError(f"column {name!r}: expected values of one type: {error}") from error
        fields.append((name, kind))
    schema = pa.schema(fields).serialize().to_pybytes()
    problems_type = pa.list_(pa.string())
    return pa.table({"schema": [schema], "problems": pa.array([problems], problems_type)})


def _rows(lines: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows of lines, without those that `_survey` told to be none."""
    import pyarrow as pa

    return pa.Table.from_pylist(_objects(lines)[0], schema=schema)


def _objects(lines: pa.Table) -> tuple[list[dict[str, Any]], list[str]]:
    objects, problems = [], []
    for row in lines.to_pylist():
        line = row["text"].removeprefix("\ufeff").strip()
        parsed = parse_json(line)
        if isinstance(parsed, dict):
            objects.append(parsed)
        elif line:
            problems.append(f"{row['path']}: expected an object a line, got {quoted(line)}")
    return objects, problems


def _reasons(folder: Path) -> Iterator[str]:
    """Why rows of the output have no document."""
    from pyarrow import dataset

    told = dataset.dataset(folder, format="parquet")
    for batch in told.to_batches(columns=["error"], filter=dataset.field("error").is_valid()):
        yield from batch.column("error").to_pylist()
