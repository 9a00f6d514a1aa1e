"""Entente on Apache Spark, with nothing of its own in between: batches of Arrow in, batches of Arrow out.

    from entente import spark as es
    claims = es.read_documents(documents, text="body", path="id")        # documents lie anywhere
    index = es.ship_index(session, ["sdn.csv", "un.xml"])                # once an executor
    answers = es.screen(customers, index, columns={"customer": "id", "full_name": "name"})
    events = es.ship_events(positions)                                   # partitioned by vessel

The package must be installed where the executors' Python runs. Each Python worker opens one engine and keeps it
(spark.python.worker.reuse, Spark's default), with one thread, since Spark runs a task a core; models, tables and
the index are files that are mapped, so that the workers of a machine share their pages.

Rows out depend on rows in alone: ids are hashes of content, the day of screening is fixed by the driver, and no row
carries the number of a partition. A task that is run again gives the same rows, and a job that is run again writes
the same; `import_records` and `entente import` add what is there already once only.

How to partition: documents and names freely, a few thousand a partition (a task costs some milliseconds); positions
by vessel, which ship_events does itself.
"""
from __future__ import annotations

import datetime
import json
import os
import pathlib
import re
import sys
import tempfile
import zipimport
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Union

from . import _native, parquet
from .engine import Engine, Ledger, _refuse
from .records import Record

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["read_documents", "screen", "ship_index", "ship_events", "import_records"]

Words = Union[str, Sequence[str]]

_OF_SPARK = re.compile(r"pyspark\.zip|py4j-.*\.zip|spark-core_.*\.jar")
_DOCUMENT = ("path", "title", "publisher", "published", "url")
_CLAIMS = ("id string, kind string, domain string, modality string, polarity string, subject string, "
           "counterpart string, against string, object string, in_return string, via string, place string, "
           "quantity string, time string, attribution string, quote string, document string, path string, url string, "
           "title string, publisher string, published string, language string, extractor string, quote_start long, "
           "quote_end long, page long, revision long, json string")
_RECORDS = "document string, path string, claims long, record string, text string"
_PROBLEMS = "problem string"
_ANSWERS = "id string, hits long, best double, match boolean, json string"
_FINDINGS = ("event string, mmsi long, imo long, name string, other_mmsi long, other_imo long, other_name string, "
             "start string, end string, placed boolean, lat double, lon double, evidence string, json string")
_AT_ONCE = 500  # documents: Spark gives up to 10,000, whose claims would take some hundred megabytes
# What one vessel's positions show by themselves.
_OF_ONE_VESSEL = ("gaps", "loitering", "ports", "voyages", "positions")
_POSITION = ("mmsi", "timestamp", "lat", "lon", "speed", "course", "name", "imo", "callsign", "flag")


def _columns(frame: DataFrame, wanted: Mapping[str, str], needed: Sequence[str]) -> DataFrame:
    """The frame's columns under the engine's names."""
    from pyspark.sql import functions as f
    for name in wanted.values():
        if name not in frame.columns:
            raise _refuse("there is no such column", name, "frame", "columns: " + ", ".join(frame.columns),
                          "E-UNKNOWN-COLUMN")
    for name in needed:
        if name not in wanted:
            raise _refuse("a column must be named", name, "frame", f"{name}=\"…\"", "E-UNKNOWN-COLUMN")
    return frame.select([f.col(f"`{column}`").alias(name) for name, column in wanted.items()])


def _engine(home: Optional[str], reader: Optional[str]) -> Engine:
    """Of the worker, opened once and kept (_native.shared_handle)."""
    # Before every task PySpark has Python look for new modules, for which it reads the directories of the zip files that
    # PySpark lies in again, once for each package from there: nearly all that a task costs in Python beside its rows. What is
    # forgotten is not read again; a later import finds the directory in zipimport.
    for place, finder in list(sys.path_importer_cache.items()):
        if isinstance(finder, zipimport.zipimporter) and _OF_SPARK.fullmatch(os.path.basename(finder.archive)):
            sys.path_importer_cache.pop(place, None)
    return Engine(home, reader, threads=1)


def _as(batch: pyarrow.RecordBatch, schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    import pyarrow as pa
    return pa.RecordBatch.from_arrays([batch.column(batch.schema.get_field_index(f.name)).cast(f.type)
                                       for f in schema], schema=schema)


def _arrow_schema(ddl: str) -> pyarrow.Schema:
    import pyarrow as pa
    kinds = {"string": pa.string(), "long": pa.int64(), "double": pa.float64(), "boolean": pa.bool_()}
    return pa.schema([(name, kinds[kind]) for name, kind in (column.split() for column in ddl.split(", "))])


def _reply(engine: Engine, command: str, request: Dict[str, Any], rows: Any, table: bool = True) -> _native.Reply:
    """The answer, with problems of single rows left in it; what is wrong with the job itself is raised."""
    from .errors import error_of
    reply = engine._native.call(command, request, rows, table)
    if reply.status in (_native.DONE, _native.NOTHING_FOUND, _native.SOME_FAILED):
        return reply
    raise error_of(reply.problems, reply.status)


def read_documents(frame: DataFrame, text: str = "text", *, path: Optional[str] = None, title: Optional[str] = None,
                   publisher: Optional[str] = None, published: Optional[str] = None, url: Optional[str] = None,
                   records: bool = False, reader: Optional[str] = None, home: Optional[str] = None) -> DataFrame:
    """The claims of documents, a row a claim.

    text … url  the frame's columns; those of Engine.read
    records     instead a row a document, as an archive has them, with its text: what import_records takes
    A row whose text cannot be read (empty, not text) gives no row. Columns: those of Engine.read().to_arrow().
    """
    given = (("text", text), ("path", path), ("title", title), ("publisher", publisher), ("published", published),
             ("url", url))
    wanted = {name: column for name, column in given if column}
    ddl = _RECORDS if records else _CLAIMS

    def work(batches: Iterable[pyarrow.RecordBatch]) -> Iterable[pyarrow.RecordBatch]:
        import hashlib

        import pyarrow as pa
        schema, engine = _arrow_schema(ddl), _engine(home, reader)
        for batch in (b.slice(at, _AT_ONCE) for b in batches for at in range(0, b.num_rows, _AT_ONCE)):
            reply = _reply(engine, "read", {"records": True} if records else {}, batch)
            out = reply.arrow
            if out is None:
                continue
            if records:
                texts = {hashlib.sha256(t.encode()).hexdigest(): t for t in batch.column(0).to_pylist() if t}
                out = pa.RecordBatch.from_arrays(
                    out.columns + [pa.array([texts[i] for i in out.column(0).to_pylist()], pa.string())],
                    names=out.schema.names + ["text"])
            yield _as(out, schema)

    return _columns(frame, wanted, ()).mapInArrow(work, ddl)


def ship_index(session: SparkSession, lists: Any, home: Optional[str] = None) -> str:
    """Lists as an index that every executor gets a copy of, once: give its name to screen(). `lists` are list files
    or folders on the driver, or one index (a path that ends in ".index")."""
    import hashlib
    import shutil
    folder = tempfile.mkdtemp(prefix="entente-index-")
    made = os.path.join(folder, "made.index")
    if isinstance(lists, (str, os.PathLike)) and os.fspath(lists).endswith(".index"):
        shutil.copyfile(lists, made)
    else:
        Engine(home).index(lists, made)
    digest = hashlib.sha256(pathlib.Path(made).read_bytes()).hexdigest()[:16]
    name = f"entente-{digest}.index"
    os.rename(made, os.path.join(folder, name))
    session.sparkContext.addFile(os.path.join(folder, name))
    return name


def screen(frame: DataFrame, index: str, *, columns: Mapping[str, str], limit: int = 5, threshold: float = 0.7,
           datasets: Optional[Words] = None, schemas: Optional[Words] = None, topics: Optional[Words] = None,
           since: Optional[str] = None, date: Optional[str] = None, home: Optional[str] = None) -> DataFrame:
    """Names against an index: a row a query: id, hits, best (score), match, json (the answer with its audit).

    index    of ship_index(), or the path of an index that lies at the same place on every executor
    columns  the frame's columns to the properties they hold; one of them must be "id"
    date     the day that allowed pairs expire by; None: today, as the driver has it
    """
    wanted = {prop: column for column, prop in columns.items()}
    narrow = _columns(frame, wanted, ("id",))
    request = {"limit": limit, "threshold": threshold, "datasets": datasets, "schemas": schemas, "topics": topics,
               "since": since, "date": date or datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
               "columns": {name: name for name in wanted}}

    def work(batches: Iterable[pyarrow.RecordBatch]) -> Iterable[pyarrow.RecordBatch]:
        import pyarrow as pa
        from pyspark import SparkFiles

        from .frames import batch_of
        path = index if os.sep in index else SparkFiles.get(index)
        schema, engine = _arrow_schema(_ANSWERS), _engine(home, None)
        for batch in batches:
            if batch.num_rows == 0:
                continue
            reply = _reply(engine, "screen", {**request, "indexes": [path]}, batch_of(batch), table=True)
            lines = reply.bytes.decode("utf-8").split("\n")[:-1]
            ids = batch.column(batch.schema.get_field_index("id")).cast(pa.string()).to_pylist()
            yield pa.RecordBatch.from_arrays(
                [pa.array(c, f.type) for c, f in zip(_summary(ids, reply.arrow, lines), schema)], schema=schema)

    return narrow.mapInArrow(work, _ANSWERS)


def _summary(ids: List[str], hits: pyarrow.RecordBatch, lines: List[str]) -> Sequence[List[Any]]:
    """Columns of _ANSWERS. Hits stand in the order of the queries, each with its query's id and rank."""
    count, best, match = [0] * len(lines), [0.0] * len(lines), [False] * len(lines)
    queries, ranks = hits.column(0).to_pylist(), hits.column(2).to_pylist()
    scores, verdicts = hits.column(6).to_pylist(), hits.column(7).to_pylist()
    at = -1
    for query, rank, score, verdict in zip(queries, ranks, scores, verdicts):
        if rank == 1:
            at += 1
            while ids[at] != query:
                at += 1
        count[at] += 1
        best[at] = max(best[at], score)
        match[at] = match[at] or verdict
    return ids, count, best, match, lines


def ship_events(frame: DataFrame, *, columns: Optional[Mapping[str, str]] = None, events: Words = _OF_ONE_VESSEL,
                anchorages: Optional[str] = None, area: Optional[str] = None,
                parameters: Optional[Mapping[str, float]] = None, evidence: Optional[str] = None,
                home: Optional[str] = None) -> DataFrame:
    """What each vessel's positions show: gaps, loitering, port calls, voyages, jumps. A row a finding.

    frame     positions: mmsi, timestamp (ISO 8601, UTC), lat, lon, and speed, course, name, imo, callsign, flag
    columns   the frame's columns to those names, where they are called otherwise
    evidence  a column that says where a position stands ("ais.csv:17"); findings then name those
    Encounters and identities are of several vessels: run entente.ships() over the vessels of a place or of an IMO
    number. Positions are partitioned by mmsi and sorted by time here.
    """
    from pyspark.sql import functions as f
    asked = [events] if isinstance(events, str) else list(events)
    for event in asked:
        if event not in _OF_ONE_VESSEL:
            raise _refuse("is not found in one vessel's positions", event, "events", "one of " + ", ".join(_OF_ONE_VESSEL))
    names = {to: column for column, to in (columns or {}).items()}
    wanted = {n: names.get(n, n) for n in _POSITION if names.get(n, n) in frame.columns or n in names}
    if evidence:
        wanted["evidence"] = evidence
    narrow = _columns(frame, wanted, ("mmsi", "timestamp", "lat", "lon"))
    request = {"events": asked, "area": area, "anchorages": anchorages,
               "parameters": dict(parameters) if parameters else None}

    def work(batches: Iterable[pyarrow.RecordBatch]) -> Iterable[pyarrow.RecordBatch]:
        import pyarrow as pa
        import pyarrow.csv
        schema = _arrow_schema(_FINDINGS)
        places: Optional[List[str]] = [] if evidence else None
        with tempfile.TemporaryDirectory(prefix="entente-ships-") as folder:
            log, writer = os.path.join(folder, "log.csv"), None
            for batch in batches:  # to disk as they come, so that a partition may be larger than memory
                if batch.num_rows == 0:
                    continue
                table = pa.Table.from_batches([batch])
                if places is not None:
                    places += table.column("evidence").cast(pa.string()).to_pylist()
                    table = table.drop_columns(["evidence"])
                writer = writer or pyarrow.csv.CSVWriter(log, table.schema)
                writer.write_table(table)
            if writer is None:
                return
            writer.close()
            reply = _reply(_engine(home, None), "ships", {**request, "paths": [log]}, None)
        if reply.arrow is not None and reply.arrow.num_rows:
            yield _as(_with_places(pa, reply.arrow, places), schema)

    keys = [f.col(n) for n in wanted if n != "mmsi"]
    return narrow.repartition("mmsi").sortWithinPartitions("mmsi", "timestamp", *keys[1:]).mapInArrow(work, _FINDINGS)


def _with_places(pa: Any, found: Any, places: Optional[List[str]]) -> Any:
    """The findings with lines of the partition's log made places of the source, or left out."""
    lines = []
    evidence = []
    for line in found.column(found.schema.get_field_index("json")).to_pylist():
        finding = json.loads(line)
        numbers = [int(e.rsplit(":", 1)[1]) for e in finding.get("evidence", ())]
        finding["evidence"] = [places[n - 2] for n in numbers] if places else []  # line 1 is the head
        lines.append(json.dumps(finding, ensure_ascii=False, separators=(",", ":")))
        evidence.append(";".join(finding["evidence"]))
    columns = list(found.columns)
    columns[found.schema.get_field_index("json")] = pa.array(lines, pa.string())
    columns[found.schema.get_field_index("evidence")] = pa.array(evidence, pa.string())
    return pa.RecordBatch.from_arrays(columns, names=found.schema.names)


def import_records(records: Any, ledger: Union[Ledger, str, "os.PathLike[str]"],
                   progress: Optional[Callable[[str, int, int], None]] = None) -> Record:
    """Documents that read_documents(records=True) read, into a ledger: from Parquet (a file or folder, read in
    batches) or from a frame. What is there already adds nothing. Gives what `entente import` says."""
    ledger = ledger if isinstance(ledger, Ledger) else Ledger(ledger)
    with tempfile.TemporaryDirectory(prefix="entente-archive-") as folder:
        write_archive(_record_rows(records), folder)
        return ledger.import_archive(folder)


def _record_rows(records: Any) -> Iterable[Dict[str, str]]:
    if isinstance(records, (str, os.PathLike)):
        yield from parquet.packed_rows(records)
    else:
        for row in records.toLocalIterator() if hasattr(records, "toLocalIterator") else records:
            yield {n: row[n] for n in parquet.PACKED}


def write_archive(rows: Iterable[Mapping[str, str]], folder: Union[str, "os.PathLike[str]"]) -> int:
    """Rows of read_documents(records=True) as an archive that `entente import` takes (docs/formats/archive.md): in
    the order of their ids, each once. The number of documents."""
    try:
        return parquet.unpack(rows, folder)
    except parquet.Refused as problem:
        code = "E-UNKNOWN-COLUMN" if "column" in problem.what else "E-BAD-ARGUMENT"
        raise _refuse(problem.what, problem.piece, problem.where, "write read_documents(…, records=True)", code) from None
