"""Tables of other libraries as one pyarrow.RecordBatch of text and whole numbers."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional, Sequence

from .errors import BadRequest, Problem

if TYPE_CHECKING:
    import pyarrow


def is_frame(value: Any) -> bool:
    """A pyarrow table or batch, a pandas or polars frame: known by its module, so that none is imported."""
    module = type(value).__module__.split(".", 1)[0]
    return module in ("pyarrow", "pandas", "polars") and (
        hasattr(value, "schema") or hasattr(value, "columns"))


def _refuse(what: str, piece: str, next_: str = "") -> BadRequest:
    return BadRequest([Problem("E-UNKNOWN-COLUMN", what, piece, "frame", next_)], 2)


def batch_of(frame: Any, wanted: Optional[Sequence[str]] = None) -> pyarrow.RecordBatch:
    """The frame as one batch. Columns other than text and whole numbers become text; with `wanted`, only those.

    Text of pyarrow is not copied when it lies in one chunk; pandas and polars hand over what they have.
    """
    import pyarrow as pa
    module = type(frame).__module__.split(".", 1)[0]
    try:
        if module == "pandas":
            table = pa.Table.from_pandas(frame, preserve_index=False)
        elif module == "polars":
            table = frame.to_arrow()
        elif isinstance(frame, pa.RecordBatch):
            table = pa.Table.from_batches([frame])
        else:
            table = frame
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError) as error:
        raise _refuse(f"the frame cannot be read: {error}", module) from None
    if len(set(table.column_names)) != len(table.column_names):
        raise _refuse("two columns have one name", ", ".join(table.column_names))
    if wanted is not None:
        table = table.select([n for n in table.column_names if n in wanted])
    columns, names = [], []
    for name, column in zip(table.column_names, table.columns):
        names.append(name)
        columns.append(_plain(pa, name, column))
    return pa.RecordBatch.from_arrays(columns, names=names)


def _plain(pa: Any, name: str, column: Any) -> Any:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind) or
            pa.types.is_null(kind)):
        try:
            column = column.cast(pa.large_string())
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            raise _refuse(f"column \"{name}\" is neither text nor numbers", str(kind), "cast it to text") from None
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0) if column.num_chunks == 1 else (
            pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type))
    return column
