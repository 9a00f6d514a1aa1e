"""Answers: records that are parsed when they are looked at, and the whole as bytes or as a frame.

    hits = entente.screen(rows, data="sdn.csv")
    hits[0]["results"]        # parsed now, and kept
    hits.jsonl                # the bytes that `entente screen` prints
    hits.to_pandas()          # a row a hit; columns as the engine made them, not copied on the way
"""
from __future__ import annotations

import html
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Callable, List, Optional, Union, overload

from . import parquet
from .errors import Problem

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["Record", "Records", "Report", "Brief"]

_SHOWN = 20  # rows of a table in a notebook


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
    return html.escape(text if len(text) <= 160 else text[:157] + "…")


def table_html(names: Sequence[str], rows: Sequence[Sequence[Any]], more: int = 0) -> str:
    """A table for a notebook, escaped; long cells are cut."""
    head = "".join(f"<th style='text-align:left'>{html.escape(n)}</th>" for n in names)
    body = "".join("<tr>" + "".join(f"<td style='text-align:left'>{_cell(c)}</td>" for c in row) + "</tr>"
                   for row in rows)
    tail = f"<p>and {more} more</p>" if more > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{tail}"


class Record(Mapping[str, Any]):
    """One object of an answer, read only. `json` is the line as the engine wrote it."""
    __slots__ = ("_line", "_value")

    def __init__(self, line: bytes):
        self._line = line
        self._value: Optional[dict[str, Any]] = None

    @property
    def json(self) -> str:
        return self._line.decode("utf-8")

    def _parsed(self) -> dict[str, Any]:
        if self._value is None:
            self._value = json.loads(self._line)
        return self._value

    def to_dict(self) -> dict[str, Any]:
        """A copy as plain dictionaries and lists."""
        value: dict[str, Any] = json.loads(self._line)
        return value

    def __getitem__(self, key: str) -> Any:
        return self._parsed()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parsed())

    def __len__(self) -> int:
        return len(self._parsed())

    def __eq__(self, other: object) -> bool:
        return self._line == other._line if isinstance(other, Record) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._line)

    def __repr__(self) -> str:
        return f"Record({self.json})"

    def __reduce__(self) -> tuple[type[Record], tuple[bytes]]:
        return Record, (self._line,)

    def _repr_html_(self) -> str:
        return table_html(("key", "value"), list(self._parsed().items()))


class Records(Sequence[Record]):
    """The records of an answer, in order.

    `jsonl` is all of them as JSON Lines, byte for byte as the command line prints them; `problems` are the
    inputs that failed, `notes` what is worth knowing and no failure.
    """

    def __init__(self, lines: bytes, problems: Sequence[Problem] = (), notes: Sequence[str] = (),
                 arrow: Optional[pyarrow.RecordBatch] = None,
                 make_arrow: Optional[Callable[[], pyarrow.RecordBatch]] = None,
                 shown: Sequence[str] = ()):
        self.jsonl = lines
        self.problems: List[Problem] = list(problems)
        self.notes: List[str] = list(notes)
        self._arrow, self._make_arrow, self._shown = arrow, make_arrow, tuple(shown)
        self._records: Optional[List[Record]] = None

    def _all(self) -> List[Record]:
        if self._records is None:
            self._records = [Record(line) for line in self.jsonl.split(b"\n") if line]
        return self._records

    @overload
    def __getitem__(self, index: int) -> Record: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...

    def __getitem__(self, index: Union[int, slice]) -> Union[Record, Sequence[Record]]:
        return self._all()[index]

    def __len__(self) -> int:
        return self.jsonl.count(b"\n") if self._records is None else len(self._records)

    def __repr__(self) -> str:
        failed = f", {len(self.problems)} problems" if self.problems else ""
        return f"<{len(self)} records{failed}>"

    def to_arrow(self) -> pyarrow.Table:
        """The records as a pyarrow.Table. Claims: a row a claim. Screening: a row a hit. Ships: a row a
        finding. Others: a row a record, its members as columns. Needs pyarrow."""
        import pyarrow
        if self._arrow is not None:
            return pyarrow.Table.from_batches([self._arrow])
        if self._make_arrow is not None:
            return pyarrow.Table.from_batches([self._make_arrow()])
        return parquet.table_of([r.to_dict() for r in self._all()])

    def to_pandas(self) -> pandas.DataFrame:
        """to_arrow() as a pandas.DataFrame. Numbers are not copied; text becomes Python strings."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """to_arrow() as a polars.DataFrame."""
        import polars
        frame = polars.from_arrow(self.to_arrow())
        assert isinstance(frame, polars.DataFrame)
        return frame

    def to_parquet(self, path: Union[str, os.PathLike[str]]) -> None:
        """to_arrow() as a Parquet file: written beside `path`, then renamed over it."""
        import pyarrow.parquet
        beside = os.fspath(path) + ".part"
        pyarrow.parquet.write_table(self.to_arrow(), beside)
        os.replace(beside, path)

    def _repr_html_(self) -> str:
        records = self._all()
        if not records:
            return "<p>nothing found</p>"
        if self._shown and (self._arrow is not None or self._make_arrow is not None):
            table = self.to_arrow()
            head = table.select([n for n in self._shown if n in table.column_names]).slice(0, _SHOWN)
            return table_html(head.column_names, [list(row.values()) for row in head.to_pylist()],
                              table.num_rows - head.num_rows)
        shown = records[:_SHOWN]
        names = list(dict.fromkeys(name for r in shown for name in r))[:12]
        return table_html(names, [[r.get(n) for n in names] for r in shown], len(records) - len(shown))


def joined(parts: Sequence[Records], shown: Sequence[str]) -> Records:
    """Answers one after the other, as one."""

    def make() -> pyarrow.RecordBatch:
        import pyarrow
        batches = [p._arrow for p in parts if p._arrow is not None]
        return pyarrow.Table.from_batches(batches).combine_chunks().to_batches()[0]

    arrow = make if any(p._arrow is not None for p in parts) else None
    return Records(b"".join(p.jsonl for p in parts), [x for p in parts for x in p.problems],
                   [x for p in parts for x in p.notes], None, arrow, shown)


class Report(Mapping[str, Any]):
    """One object, with the words for people that the command line prints of it. `json` is its bytes as text."""

    def __init__(self, body: bytes, text: Callable[[], str], problems: Sequence[Problem] = (),
                 notes: Sequence[str] = (), found: bool = True):
        self._body, self._text = body, text
        self._value: Optional[dict[str, Any]] = None
        self.problems, self.notes, self.found = list(problems), list(notes), found

    @property
    def json(self) -> str:
        return self._body.decode("utf-8")

    @property
    def text(self) -> str:
        return self._text()

    def _parsed(self) -> dict[str, Any]:
        if self._value is None:
            self._value = json.loads(self._body)
        return self._value

    def __getitem__(self, key: str) -> Any:
        return self._parsed()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parsed())

    def __len__(self) -> int:
        return len(self._parsed())

    def __repr__(self) -> str:
        return self.text or self.json

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.text or self.json)}</pre>"


class Brief:
    """What the sources say two actors do together, every sentence with its claims.

    `markdown`, `html` (a page that stands alone, with the exchange drawn) and `json`, each made when it is
    asked for. A notebook shows the page.
    """

    def __init__(self, make: Callable[[str], bytes]):
        self._make = make
        self._made: dict[str, bytes] = {"markdown": make("markdown")}

    def _form(self, form: str) -> bytes:
        if form not in self._made:
            self._made[form] = self._make(form)
        return self._made[form]

    @property
    def markdown(self) -> str:
        return self._form("markdown").decode("utf-8")

    @property
    def html(self) -> str:
        return self._form("html").decode("utf-8")

    @property
    def json(self) -> str:
        return self._form("json").decode("utf-8")

    def to_dict(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self._form("json"))
        return value

    def __str__(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        first = self.markdown.split("\n", 1)[0]
        return f"<Brief {first.lstrip('# ')!r}>"

    def _repr_html_(self) -> str:
        return (f'<iframe srcdoc="{html.escape(self.html, quote=True)}" '
                'style="width:100%;height:40em;border:1px solid #ccc" sandbox></iframe>')
