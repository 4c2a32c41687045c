"""Documents from more than one machine: a class for batches of columns, and datasets of Ray.

    import ray
    from coalition_ie.distributed import extract_dataset

    news = ray.data.read_parquet("news/")  # columns text, id, published, and others
    extract_dataset(news, workers=16).write_parquet("documents/")

A row that comes out is what `Document.to_dict` gives, with days as dates, and has one column more:
``error``, the reason why its text could not be read, else None. `Document.from_dict` takes such a
row as it is. The class serves whatever hands batches of columns to Python: Ray, Spark, Daft.

Neither pyarrow nor ray is imported before it is used; both come with the extra ``ray``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from coalition_ie.errors import CoalitionError, DayError, FormatError, SchemaError, quoted
from coalition_ie.given import Day, as_day, as_given
from coalition_ie.pipeline import Extractor
from coalition_ie.tagger import EngineName
from coalition_ie.types import Document, wire

if TYPE_CHECKING:
    import pyarrow as pa
    from ray.data import Dataset

_READ = ("text", "id", "published")  # columns of a batch; the others become the meta
_LARGEST = 2**63 - 1  # of Arrow's int64


def arrow_schema(columns: pa.Schema | None = None) -> pa.Schema:
    """The Arrow schema of what comes out where batches with these columns go in.

    Its fields are those of `Document.to_dict`, and ``error``. ``meta`` is a struct of the columns
    other than text, id and published, with their own types; it is left out where there are none
    (Parquet knows no struct without fields). A column of which no type is known is one of strings.
    """
    import pyarrow as pa

    made = {**_fields(wire.DocumentForm), "error": pa.string()}
    carried = [field for field in columns or () if field.name not in _READ]
    made["meta"] = pa.struct(
        [(one.name, pa.string() if pa.types.is_null(one.type) else one.type) for one in carried]
    )
    return pa.schema([item for item in made.items() if carried or item[0] != "meta"])


def _fields(kind: Any) -> dict[str, pa.DataType]:
    """The fields of a dataclass or struct as Arrow has them, save those that hold anything."""
    names = [one.name for one in fields(kind)] if is_dataclass(kind) else kind.__struct_fields__
    hints = get_type_hints(kind)
    return {name: _arrow(hints[name]) for name in names}


def _arrow(hint: Any) -> Any:
    """A type of Python as one of Arrow; every one of them may be null there."""
    import pyarrow as pa

    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    plain |= {date: pa.date32()}
    if hint in plain:
        return plain[hint]
    if is_dataclass(hint) or hasattr(hint, "__struct_fields__"):
        return pa.struct(list(_fields(hint).items()))
    parts = [part for part in get_args(hint) if part is not type(None)]
    if get_origin(hint) is list:
        return pa.list_(_arrow(parts[0]))
    if get_origin(hint) is Literal:
        return _arrow(type(parts[0]))
    if get_origin(hint) is dict:  # the meta, whose fields the batch tells
        return pa.struct([])
    (one,) = {_arrow(part) for part in parts}  # a union, of one type in Arrow
    return one


class BatchExtractor:
    """Reads batches of columns; loads its model when it is made, and computes on one thread.

    A pickle of it holds its settings alone: whoever takes it out loads the model there.

    Args:
        model: a folder or hub id of a checkpoint, which every machine has to reach; None for the
            one that ships.
        published: the day of publication of rows that do not say one.
        threshold: as `Extractor.extract` takes it.
        engine: as `Extractor.from_pretrained` takes it.
        device: as `Extractor.from_pretrained` takes it.
        columns: the Arrow schema of the batches, where single ones may not tell it (a column that
            is all null in one batch and not in the next); by default each batch tells its own.

    >>> read = BatchExtractor()
    >>> batch = read({"text": ["وصل كارتر إلى بغداد.", None], "id": ["a1", "a2"]})
    >>> [mention["text"] for mention in batch["mentions"][0]]
    ['كارتر', 'بغداد']
    >>> batch["error"]
    [None, "document 'a2': expected a str, got NoneType"]

    Raises:
        ModelError: as `Extractor.from_pretrained`.
        DayError: ``published`` is no day.
    """

    def __init__(
        self,
        model: str | Path | None = None,
        *,
        published: Day | None = None,
        threshold: float | None = None,
        engine: EngineName | None = None,
        device: str | None = None,
        columns: pa.Schema | None = None,
    ) -> None:
        self.published = as_day(published)
        self.threshold = threshold
        self.columns = columns
        self._again = partial(
            type(self),
            model,
            published=published,
            threshold=threshold,
            engine=engine,
            device=device,
            columns=columns,
        )
        self._extractor = Extractor.from_pretrained(model, threads=1, engine=engine, device=device)

    def __reduce__(self) -> tuple[Any, ...]:
        return self._again, ()

    def __call__(self, batch: Any) -> Any:
        """The rows of `arrow_schema` for those of a batch, each in its place.

        ``batch`` has a column ``text``, may have ``id`` and ``published``, and carries the others
        through. An Arrow table or record batch gives a table; a dict of arrays or lists, or a
        frame of pandas, gives a dict of lists. A text that cannot be read, for what the package
        raises on purpose, is a row with its ``error``; whatever else goes wrong is raised.

        Raises:
            FormatError: there is no column ``text``, or a column holds values of several types.
        """
        import pyarrow as pa

        if isinstance(batch, pa.RecordBatch):
            batch = pa.Table.from_batches([batch])
        table = batch if isinstance(batch, pa.Table) else _table(batch)
        _check(table.column_names)
        rows = table.to_pylist()
        made = [self._row(*pair) for pair in zip(rows, self._read(rows), strict=True)]
        given = pa.Table.from_pylist(made, schema=arrow_schema(self.columns or table.schema))
        return given if table is batch else given.to_pydict()

    def _read(self, rows: Sequence[Mapping[str, Any]]) -> list[Document | str]:
        """Of each row the document, or why there is none."""
        found: list[Document | str] = []
        while (begin := len(found)) < len(rows):
            try:
                found.extend(
                    self._extractor.extract_many(
                        rows[begin:], published=self.published, threshold=self.threshold
                    )
                )
            except CoalitionError as error:  # those before it were delivered
                found.append(str(error).removeprefix(f"text {len(found) - begin}: "))
        return found

    def _row(self, row: Mapping[str, Any], found: Document | str) -> dict[str, Any]:
        given = as_given(0, row, None, self.published)
        try:
            if isinstance(found, Document):
                return {**_written(found), "meta": given.meta}
        except SchemaError as error:
            found = str(error)
        published = None
        with suppress(DayError):
            published = as_day(given.published)
        return {
            "doc_id": given.doc_id,
            "published": published,
            "meta": given.meta,
            "text": given.text if isinstance(given.text, str) else None,
            "error": found,
        }


def _written(document: Document) -> dict[str, Any]:
    """A document as a row.

    Raises:
        SchemaError: it holds a figure that Arrow does not.
    """
    for mention in document.mentions:
        figure = mention.figure
        if figure is not None and max(figure.low, figure.high or 0) > _LARGEST:
            name = "document" if document.doc_id is None else f"document {document.doc_id!r}"
            got = f"{quoted(mention.text)} at {mention.start}"
            raise SchemaError(f"{name}: expected figures of 64 bits, got {got}")
    # The row's own meta is carried through: Arrow holds more than JSON does.
    return wire.write(replace(document, meta={}), natively=(date,))


def _table(batch: Any) -> pa.Table:
    import pyarrow as pa

    made = {}
    for name, column in batch.items():
        try:
            made[str(name)] = pa.array(column, from_pandas=True)  # NaN is null
        except pa.ArrowException as error:
            raise FormatError(f"column {name!r}: expected values of one type: {error}") from error
    return pa.table(made)


def _check(names: Sequence[str]) -> None:
    if "text" not in names:
        got = ", ".join(map(repr, names)) or "none"
        raise FormatError(f"expected a column 'text', got {got}")


def extract_dataset(
    dataset: Dataset,
    *,
    workers: int,
    model: str | Path | None = None,
    published: Day | None = None,
    threshold: float | None = None,
    batch_size: int = 128,
    columns: pa.Schema | None = None,
) -> Dataset:
    """A dataset of Ray with the rows of `arrow_schema` for those of ``dataset``, in its order.

    It is lazy. So many ``workers`` (actors of one processor each) load the model once and are
    given ``batch_size`` rows at a time; when one dies, another takes its place and those rows are
    read again. See `BatchExtractor` for the rest. ``columns`` are by default those that Ray finds
    in the dataset, for which it may read its first file.

    Raises:
        FormatError: the dataset has no column ``text``.
        DayError: ``published`` is no day.
    """
    import pyarrow as pa
    from ray.data import ActorPoolStrategy

    if columns is None:
        found = dataset.schema()
        columns = getattr(found, "base_schema", None)
        _check([] if found is None else found.names)
    settings = {
        "model": model,
        "published": as_day(published),
        "threshold": threshold,
        # Blocks of pandas tell no types of Arrow: there each batch does.
        "columns": columns if isinstance(columns, pa.Schema) else None,
    }
    # A block is what a worker is given, and what is read again when it dies.
    blocks = dataset.repartition(target_num_rows_per_block=batch_size)
    made = blocks.map_batches(
        BatchExtractor,
        fn_constructor_kwargs=settings,
        batch_format="pyarrow",
        batch_size=batch_size,
        num_cpus=1,
        compute=ActorPoolStrategy(size=workers),
    )
    made.context.execution_options.preserve_order = True
    return made
