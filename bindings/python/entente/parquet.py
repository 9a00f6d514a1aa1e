"""Rows as Parquet and documents from Parquet, with pyarrow and nothing else of this package.

    entente claims --format parquet > claims.parquet        the program runs this file on the lines of --jsonl
    entente export ledger.parquet; entente import ledger.parquet
    python3 parquet.py write < rows.jsonl > rows.parquet    the same by hand
    python3 parquet.py pack FOLDER FILE.parquet             an archive (docs/formats/archive.md) as one file
    python3 parquet.py unpack FILE.parquet FOLDER           and back: also what entente.spark.read_documents wrote

The columns of rows are the members of their objects, in the order in which they are first met: text, whole numbers,
numbers, yes or no; what is nested or of several kinds is JSON text. Rows are kept in a file aside and read twice, since
the first one does not tell what the last one holds. Exit status: 0, 3 the input is damaged, 5 pyarrow is not there.
"""
from __future__ import annotations

import json
import os
import pathlib
import signal
import sys
import tempfile
from typing import TYPE_CHECKING, Any, BinaryIO, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Union

if TYPE_CHECKING:
    import pyarrow

ROWS = 16384  # of a group
PACKED = ("document", "record", "text")  # of an archive; the text is the original's bytes
_KINDS = {str: "text", bool: "bool", int: "int", float: "float", type(None): ""}


class Refused(ValueError):
    """What is wrong with the input: what, the piece, the place."""

    def __init__(self, what: str, piece: str = "", where: str = ""):
        super().__init__(what, piece, where)
        self.what, self.piece, self.where = what, piece, where

    def __str__(self) -> str:
        return f"{self.where + ': ' if self.where else ''}{self.what}{': ' + self.piece if self.piece else ''}"


class Columns:
    """What columns rows have; each row is shown once, then made to fit."""

    def __init__(self) -> None:
        self.kinds: Dict[str, str] = {}

    def meet(self, row: Mapping[str, Any]) -> None:
        for name, value in row.items():
            kind = _KINDS.get(type(value), "json")
            if kind == "int" and not -(1 << 63) <= value < 1 << 63:
                kind = "json"
            known = self.kinds.setdefault(name, kind)
            if kind and known != kind:
                self.kinds[name] = kind if not known else "float" if {known, kind} == {"int", "float"} else "json"

    def schema(self) -> pyarrow.Schema:
        import pyarrow as pa
        types = {"bool": pa.bool_(), "int": pa.int64(), "float": pa.float64()}
        return pa.schema([(name, types.get(kind, pa.string())) for name, kind in self.kinds.items()])

    def table(self, rows: Sequence[Mapping[str, Any]]) -> pyarrow.Table:
        import pyarrow as pa
        columns = {}
        for name, kind in self.kinds.items():
            values: List[Any] = [row.get(name) for row in rows]
            if kind == "json":
                values = [v if v is None or isinstance(v, str) else
                          json.dumps(v, ensure_ascii=False, separators=(",", ":")) for v in values]
            elif kind == "float":
                values = [None if v is None else float(v) for v in values]
            columns[name] = values
        return pa.table(columns, schema=self.schema())


def table_of(rows: Sequence[Mapping[str, Any]]) -> pyarrow.Table:
    columns = Columns()
    for row in rows:
        columns.meet(row)
    return columns.table(rows)


def _objects(lines: Iterable[bytes]) -> Iterator[Dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as problem:
            raise Refused("this is no JSON", str(problem), f"line {number}") from None
        if not isinstance(row, dict):
            raise Refused("this is no JSON object", line[:80].decode("utf-8", "replace"), f"line {number}")
        yield row


def _groups(rows: Iterable[Any], size: int) -> Iterator[List[Any]]:
    group: List[Any] = []
    for row in rows:
        group.append(row)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def write(lines: Iterable[bytes], out: BinaryIO) -> int:
    """JSON lines to a Parquet file; the number of rows."""
    import pyarrow.parquet
    columns, count = Columns(), 0
    with tempfile.TemporaryFile() as aside:
        for line in lines:
            aside.write(line)
            for row in _objects([line]):
                columns.meet(row)
        aside.seek(0)
        with pyarrow.parquet.ParquetWriter(out, columns.schema(), compression="zstd") as writer:
            for group in _groups(_objects(aside), ROWS):
                writer.write_table(columns.table(group))
                count += len(group)
    return count


def _original(folder: pathlib.Path, name: str) -> pathlib.Path:
    if len(name) != 64 or any(c not in "0123456789abcdef" for c in name):
        raise Refused("the id of a document is no SHA-256", name[:80], "document")
    return folder / "originals" / name[:2] / name


def pack(folder: Union[str, "os.PathLike[str]"], path: Union[str, "os.PathLike[str]"]) -> int:
    """An archive as a Parquet file, written beside and renamed: a row a record, with its original where it has one."""
    import pyarrow as pa
    import pyarrow.parquet
    root, count = pathlib.Path(folder), 0
    schema = pa.schema([("document", pa.string()), ("record", pa.string()), ("text", pa.binary())])
    beside = os.fspath(path) + ".part"

    def rows() -> Iterator[Dict[str, Any]]:
        with open(root / "records.jsonl", "rb") as records:
            for line in records:
                name = (json.loads(line).get("document") or {}).get("id")
                yield {"document": name, "record": line.decode("utf-8").rstrip("\n"),
                       "text": _original(root, name).read_bytes() if name else None}
    try:
        with pyarrow.parquet.ParquetWriter(beside, schema, compression="zstd") as writer:
            for group in _groups(rows(), 256):
                writer.write_table(pa.Table.from_pylist(group, schema))
                count += len(group)
        os.replace(beside, path)
    except BaseException:
        pathlib.Path(beside).unlink(missing_ok=True)
        raise
    return count


def packed_rows(path: Union[str, "os.PathLike[str]"]) -> Iterator[Dict[str, Any]]:
    """The rows of a file, or of a folder of files, that pack() or entente.spark wrote."""
    import pyarrow
    import pyarrow.dataset
    place = os.fspath(path)
    os.stat(place)
    try:
        found = pyarrow.dataset.dataset(place, format="parquet")
    except (pyarrow.ArrowInvalid, OSError) as problem:
        raise Refused("this is no Parquet file", str(problem).split("\n")[0][:200], place) from None
    missing = [n for n in PACKED if n not in found.schema.names]
    if missing:
        raise Refused("there is no such column", missing[0], place)
    for batch in found.to_batches(columns=list(PACKED), batch_size=256):
        yield from batch.to_pylist()


def unpack(rows: Iterable[Mapping[str, Any]], folder: Union[str, "os.PathLike[str]"]) -> int:
    """Such rows as an archive, each document once: those that have one in the order of their ids, then what else the
    archive held. The number of records."""
    root = pathlib.Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    documents: Dict[str, str] = {}
    others: List[str] = []
    for row in rows:
        name: Optional[str] = row["document"]
        if not name:
            others.append(row["record"].rstrip("\n"))
        elif name not in documents:
            place, text = _original(root, name), row["text"]
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
            documents[name] = row["record"].rstrip("\n")
    with open(root / "records.jsonl", "w", encoding="utf-8", newline="\n") as out:
        for line in [documents[name] for name in sorted(documents)] + others:
            out.write(line + "\n")
    return len(documents) + len(others)


def main(words: Sequence[str]) -> int:
    """`write` tells by a byte on the descriptor named behind it that it can, before it reads a row."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the rows that came before an interrupt are written
    try:
        import pyarrow.dataset  # noqa: F401
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        print(f"error: E-MISSING-RESOURCE Parquet needs pyarrow, which this Python does not have: {sys.executable}\n"
              f"  next: {sys.executable} -m pip install pyarrow, or name a Python that has it in ENTENTE_PYTHON", file=sys.stderr)
        return 5
    try:
        if list(words[:1]) == ["write"]:
            if len(words) > 1:
                os.write(int(words[1]), b"1")
            write(sys.stdin.buffer, sys.stdout.buffer)
        elif len(words) == 3 and words[0] == "pack":
            pack(words[1], words[2])
        elif len(words) == 3 and words[0] == "unpack":
            unpack(packed_rows(words[1]), words[2])
        else:
            print(__doc__, file=sys.stderr)
            return 2
    except (Refused, OSError) as problem:
        print(f"error: E-MALFORMED {problem}" if isinstance(problem, Refused) else f"error: E-IO {problem}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
