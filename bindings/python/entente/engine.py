"""The engine: what needs no ledger here, `Ledger` for what does.

Every call gives the same bytes as the command line for the same request. Text is UTF-8 (str without lone
surrogates); offsets count code points. Calls let go of the interpreter's lock; threads may share an engine,
whose calls then wait for each other. What is loaded (models, tables, lists) is loaded by the first call that
needs it and kept. A child of fork() loads its own.
"""
from __future__ import annotations

import os
import warnings
from typing import Any, Callable, Iterable, List, Mapping, Optional, Sequence, Tuple, Union, cast

from . import _native
from .errors import BadRequest, EntenteWarning, Problem, error_of
from .frames import batch_of, is_frame
from .records import Brief, Record, Records, Report, joined

__all__ = ["Engine", "Ledger", "default_ledger"]

Path = Union[str, "os.PathLike[str]"]
Paths = Union[Path, Sequence[Path]]
Words = Union[str, Sequence[str]]

_DOCUMENT_COLUMNS = ("text", "path", "title", "publisher", "published", "url")
_CLAIM_SHOWN = ("kind", "subject", "counterpart", "object", "modality", "attribution", "quote")
_HIT_SHOWN = ("query", "name", "caption", "schema", "score", "match", "datasets", "reasons")
_FINDING_SHOWN = ("event", "name", "mmsi", "other_name", "start", "end", "lat", "lon")


def _refuse(what: str, piece: str, where: str, next_: str = "", code: str = "E-BAD-ARGUMENT") -> BadRequest:
    return BadRequest([Problem(code, what, piece, where, next_)], _native.USAGE)


def _kind(value: Any) -> str:
    return "None" if value is None else type(value).__name__


def _paths(value: Optional[Paths], place: str) -> List[str]:
    if value is None:
        return []
    values = [value] if isinstance(value, (str, os.PathLike)) else list(value)
    out = []
    for i, each in enumerate(values):
        if not isinstance(each, (str, os.PathLike)):
            raise _refuse("a path is text or os.PathLike", _kind(each), f"{place}[{i}]")
        path = os.fspath(each)
        if not isinstance(path, str):
            raise _refuse("a path is text", _kind(path), f"{place}[{i}]")
        if "\0" in path:
            raise _refuse("a path has no NUL", repr(path), f"{place}[{i}]")
        out.append(path)
    return out


def _words(value: Optional[Words], place: str) -> Optional[List[str]]:
    if value is None:
        return None
    values = [value] if isinstance(value, str) else list(value)
    for i, each in enumerate(values):
        if not isinstance(each, str):
            raise _refuse("takes text", _kind(each), f"{place}[{i}]")
    return values


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise _refuse("takes text", _kind(value), place,
                      "decode it first" if isinstance(value, bytes) else "")
    return value


def _progress(wanted: Any) -> Optional[Callable[[str, int, int], None]]:
    """True: a tqdm bar (if tqdm is there); a function: called with stage, done, total."""
    if callable(wanted):
        return cast("Callable[[str, int, int], None]", wanted)
    if not wanted:
        return None
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return None
    bar: List[Any] = []

    def show(stage: str, done: int, total: int) -> None:
        if not bar or bar[0].desc != stage:
            if bar:
                bar.pop().close()
            bar.append(tqdm(total=total, desc=stage))
            bar[0].desc = stage
        bar[0].update(done - bar[0].n)
        if done >= total:
            bar[0].close()

    return show


class Engine:
    """What needs no ledger: reading, names, screening, owners, ships.

    home     folder of models/ and data/; None: those of this package, or ENTENTE_HOME
    reader   "accurate" or "fast"; None: the usual one
    threads  for one call; 0: one a core
    """

    _ledger: Optional[str] = None

    def __init__(self, home: Optional[Path] = None, reader: Optional[str] = None, threads: int = 0):
        if not isinstance(threads, int) or isinstance(threads, bool) or threads < 0:
            raise _refuse("takes a whole number from 0", repr(threads), "threads")
        self._settings = {"home": os.fspath(home) if home is not None else _native.default_home(),
                          "reader": reader, "threads": threads, "ledger": self._ledger}
        self._native = _native.shared_handle(**self._settings)

    def __reduce__(self) -> Tuple[Any, ...]:
        s = self._settings
        return Engine, (s["home"], s["reader"], s["threads"])

    # -- calling

    def _call(self, command: str, request: Mapping[str, Any], rows: Any = None, table: bool = False,
              progress: Any = None, alone: bool = True) -> _native.Reply:
        reply = self._native.call(command, request, rows, table and _has_pyarrow(), _progress(progress))
        s = reply.status
        if s in (_native.DONE, _native.NOTHING_FOUND):
            if s == _native.NOTHING_FOUND and alone and reply.problems:
                raise error_of(reply.problems, _native.SOME_FAILED)
            return reply
        if s == _native.SOME_FAILED and (reply.bytes or not alone):
            warnings.warn(EntenteWarning(f"{len(reply.problems)} inputs failed, the first: {reply.problems[0]}"
                                         if reply.problems else "some inputs failed"), stacklevel=4)
            return reply
        raise error_of(reply.problems, s)

    def _records(self, command: str, request: Mapping[str, Any], rows: Any = None, shown: Sequence[str] = (),
                 progress: Any = None, alone: bool = True) -> Records:
        reply = self._call(command, request, rows, bool(shown), progress, alone)
        return Records(reply.bytes, reply.problems, reply.notes, reply.arrow, None, shown)

    def _report(self, command: str, request: Mapping[str, Any]) -> Report:
        reply = self._call(command, request)
        return Report(reply.bytes, lambda: self._call(command, {**request, "form": "text"}).bytes.decode("utf-8"),
                      reply.problems, reply.notes, reply.status == _native.DONE)

    # -- reading

    def read(self, source: Any, *, layer: Optional[str] = None, title: Optional[str] = None,
             publisher: Optional[str] = None, published: Optional[str] = None, url: Optional[str] = None,
             format: Optional[str] = None, progress: Any = None) -> Records:
        """The claims of documents, in text order; of several documents in their order.

        source     text (str with a blank, or more than one line), a path (str without one, or os.PathLike;
                   folders are walked), UTF-8 bytes, a frame with a column
                   "text" (and title, publisher, published, url, path), or an iterable of text, paths, bytes and
                   mappings with those keys
        layer      instead of claims: "attributions", "quantities", "dates", "entities", "factuality", "events"
        published  ISO 8601; it and the others stand in for what the documents do not say

        Gives Records of claims by docs/formats/claim.schema.json: the lines of `entente read --jsonl`. Offsets
        count code points. Raises InputFailed when a single source cannot be read; of many, those are
        `problems` and a warning. Method: docs/ARCHITECTURE.md, "Way of one report".
        """
        request: dict[str, Any] = {"layer": layer, "title": title, "publisher": publisher, "published": published, "url": url,
                                   "format": format}
        shown = () if layer else _CLAIM_SHOWN
        if is_frame(source):
            batch = batch_of(source, _DOCUMENT_COLUMNS)
            return self._records("read", request, batch, shown, progress, alone=False)
        runs, alone = _sources(source)
        if len(runs) == 1:
            return self._records("read", {**request, **runs[0]}, None, shown, progress, alone)
        return joined([self._records("read", {**request, **run}, None, shown, progress, False) for run in runs], shown)

    # -- names

    def compare(self, left: str, right: str, *, schema: str = "Person", algorithm: Optional[str] = None) -> Record:
        """Two names: {"score" (0 to 1), "match", "algorithm", "explanations"}, as `entente compare --json`.

        schema     of both, by FollowTheMoney: Person, Company, Organization, Vessel, …
        algorithm  "entente" (None) or "ofac-like"
        Raises BadRequest. Method: src/names/compare.h.
        """
        request = {"left": _text(left, "left"), "right": _text(right, "right"), "schema": schema,
                   "algorithm": algorithm}
        return Record(self._call("compare", request).bytes.rstrip(b"\n"))

    def compare_many(self, pairs: Iterable[Tuple[str, str]], *, schema: str = "Person",
                     algorithm: Optional[str] = None) -> Records:
        """compare() of each pair, in order: one call for all of them."""
        asked = []
        for i, pair in enumerate(pairs):
            if not isinstance(pair, (tuple, list)) or len(pair) != 2:
                raise _refuse("a pair is two names", _kind(pair), f"pairs[{i}]")
            asked.append({"left": _text(pair[0], f"pairs[{i}][0]"), "right": _text(pair[1], f"pairs[{i}][1]")})
        return self._records("compare", {"pairs": asked, "schema": schema, "algorithm": algorithm})

    # -- screening

    def index(self, lists: Paths, out: Path) -> Record:
        """Lists into an index file that is mapped, not read: for large lists and for many processes.
        {"entities","terms","bytes","lists"}. Raises InputFailed."""
        request = {"paths": _paths(lists, "lists"), "out": os.fspath(out)}
        return Record(self._call("index", request).bytes.rstrip(b"\n"))

    def match(self, name: str, data: Optional[Paths] = None, *, index: Optional[Paths] = None,
              schema: Optional[str] = None, properties: Optional[Mapping[str, Words]] = None, limit: int = 5,
              threshold: float = 0.7, datasets: Optional[Words] = None, schemas: Optional[Words] = None,
              topics: Optional[Words] = None, since: Optional[str] = None, allow: Optional[Path] = None,
              date: Optional[str] = None) -> Record:
        """Who a name may be, on lists: {"id","results","audit"}, as `entente match --json` prints it.

        data, index  list files or folders, or indexes of such; kept open from call to call
        properties   FollowTheMoney: birthDate, country, gender, imoNumber, idNumber, address
        threshold    least score listed, 0 to 1; `match` of a result is its own verdict
        Raises BadRequest, InputFailed. Formats: docs/formats/lists.md.
        """
        request = {"name": _text(name, "name"), "schema": schema,
                   "properties": {k: [v] if isinstance(v, str) else list(v) for k, v in (properties or {}).items()},
                   **_sources_of_lists(data, index),
                   **_screen_options(limit, threshold, datasets, schemas, topics, since, allow, date)}
        return Record(self._call("match", request).bytes.rstrip(b"\n"))

    def screen(self, queries: Any, data: Optional[Paths] = None, *, index: Optional[Paths] = None,
               columns: Optional[Mapping[str, str]] = None, limit: int = 5, threshold: float = 0.7,
               datasets: Optional[Words] = None, schemas: Optional[Words] = None, topics: Optional[Words] = None,
               since: Optional[str] = None, allow: Optional[Path] = None, date: Optional[str] = None,
               progress: Any = None) -> Records:
        """Names against lists; each answer carries an audit record that `replay` answers again.

        queries    a CSV or JSON Lines file (path), a frame, or an iterable of names (str) and of entities
                   (mappings with "properties" by FollowTheMoney, "schema", "id")
        columns    of a frame or CSV: its column to the property it holds; others are guessed, and said in `notes`

        Gives Records, one a query, in order: the lines of `entente screen`. to_arrow(): a row a hit. Raises
        BadRequest where no column can be a name (a frame with missing columns), InputFailed.
        """
        request = {"columns": dict(columns) if columns else None, **_sources_of_lists(data, index),
                   **_screen_options(limit, threshold, datasets, schemas, topics, since, allow, date)}
        if is_frame(queries):
            batch = batch_of(queries)
            missing = [c for c in columns or () if c not in batch.schema.names]
            if missing:
                raise _refuse("there is no such column", missing[0], "frame",
                              "columns: " + ", ".join(batch.schema.names), "E-UNKNOWN-COLUMN")
            return self._records("screen", request, batch, _HIT_SHOWN, progress)
        if isinstance(queries, (str, os.PathLike)):
            request["queries"] = _paths(queries, "queries")[0]
        else:
            request["rows"] = _queries(queries)
            if not request["rows"]:
                return Records(b"", shown=_HIT_SHOWN)
        return self._records("screen", request, None, _HIT_SHOWN, progress)

    def replay(self, audit: Union[Path, Records], data: Optional[Paths] = None, *,
               index: Optional[Paths] = None) -> Records:
        """Whether each line of an earlier answer comes out the same, bit for bit: {"id","same","why"}.
        `audit` is a file of such lines, or the Records themselves."""
        if isinstance(audit, Records):
            import tempfile
            with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
                file.write(audit.jsonl)
                file.flush()
                return self.replay(file.name, data, index=index)
        request = {"audit": _paths(audit, "audit")[0], **_sources_of_lists(data, index)}
        return self._records("replay", request, alone=False)

    # -- owners and ships

    def owners(self, files: Paths, *, listed: Optional[Words] = None, listed_from: Optional[Path] = None,
               rule: Optional[str] = None, date: Optional[str] = None) -> Report:
        """Who is blocked through whom they are owned by: {"blocked","possibly_blocked","control",…}, as
        `entente owners --json`. Shares are per cent. rule: "ofac50" (None), "eu", "uk", "control" Formats and rules:
        docs/formats/owners.md."""
        return self._report("owners", {"files": _paths(files, "files"), "listed": _words(listed, "listed"),
                                       "listed_from": os.fspath(listed_from) if listed_from else None,
                                       "rule": rule, "date": date})

    def ships(self, logs: Paths, *, events: Optional[Words] = None, anchorages: Optional[Path] = None,
              area: Optional[str] = None, vessels: Optional[Words] = None,
              parameters: Optional[Mapping[str, float]] = None, progress: Any = None) -> Records:
        """What positions of ships show: gaps, encounters, loitering, port calls, identities, by start.

        logs        AIS as NMEA, CSV or JSON, packed or not
        area        "south,west,north,east", degrees
        parameters  by the names of `entente ships --help`, units in their names: {"gap-hours": 6}
        Times are UTC; distances in km, speeds in knots as the members are named. As `entente ships --jsonl`.
        Method and limits: docs/how-to/find-what-ships-did.md.
        """
        return self._records("ships", _ships(logs, events, anchorages, area, vessels, parameters), None,
                             _FINDING_SHOWN, progress, alone=False)

    def voyage(self, number: int, logs: Paths, **options: Any) -> Records:
        """All that logs show of one ship, by IMO number or MMSI. Options as of ships()."""
        return self._records("voyage", {"number": number, **_ships(logs, **options)}, None, _FINDING_SHOWN)

    def voyage_map(self, number: int, logs: Paths, **options: Any) -> str:
        """The same as a map, SVG."""
        request = {"number": number, "form": "svg", **_ships(logs, **options)}
        return self._call("voyage", request).bytes.decode("utf-8")

    def explain(self, code: Optional[str] = None) -> Records:
        """What an error code means and what to do: {"code","meaning","remedy"}; all of them without one."""
        return self._records("explain", {"code": code})


def _has_pyarrow() -> bool:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        return False
    return True


def _ships(logs: Paths, events: Optional[Words] = None, anchorages: Optional[Path] = None,
           area: Optional[str] = None, vessels: Optional[Words] = None,
           parameters: Optional[Mapping[str, float]] = None) -> dict[str, Any]:
    return {"paths": _paths(logs, "logs"), "events": _words(events, "events"),
            "anchorages": os.fspath(anchorages) if anchorages else None, "area": area,
            "vessels": _words(vessels, "vessels"), "parameters": dict(parameters) if parameters else None}


def _sources_of_lists(data: Optional[Paths], index: Optional[Paths]) -> dict[str, Any]:
    return {"data": _paths(data, "data"), "indexes": _paths(index, "index")}


def _screen_options(limit: int, threshold: float, datasets: Optional[Words], schemas: Optional[Words],
                    topics: Optional[Words], since: Optional[str], allow: Optional[Path],
                    date: Optional[str]) -> dict[str, Any]:
    return {"limit": limit, "threshold": threshold, "datasets": _words(datasets, "datasets"),
            "schemas": _words(schemas, "schemas"), "topics": _words(topics, "topics"), "since": since,
            "allow": os.fspath(allow) if allow else None, "date": date}


def _queries(queries: Any) -> List[dict[str, Any]]:
    if queries is None or not isinstance(queries, Iterable) or isinstance(queries, (bytes, Mapping)):
        raise _refuse("takes a path, a frame, or an iterable of names and entities", _kind(queries), "queries")
    out: List[dict[str, Any]] = []
    for i, query in enumerate(queries):
        if isinstance(query, str):
            out.append({"id": str(i + 1), "schema": "LegalEntity", "properties": {"name": [query]}})
        elif isinstance(query, Mapping) and isinstance(query.get("properties"), Mapping):
            out.append({"id": str(i + 1), **query})
        elif isinstance(query, Mapping):
            raise _refuse("an entity needs its \"properties\"", ", ".join(map(str, query)), f"queries[{i}]",
                          '{"schema": "Person", "properties": {"name": ["…"]}}')
        else:
            raise _refuse("a query is a name or an entity", _kind(query), f"queries[{i}]")
    return out


def _is_path(text: str) -> bool:
    """A str that is meant as a path: it has no blank and no line end, or something is there."""
    if "\n" in text or len(text) > 4096 or "\0" in text:
        return False
    return not any(c.isspace() for c in text) or os.path.exists(text)


def _sources(source: Any) -> Tuple[List[dict[str, Any]], bool]:
    """Requests in the order of the sources, each of paths or of texts; and whether it is one source."""
    single = isinstance(source, (str, bytes, bytearray, memoryview, os.PathLike, Mapping))
    if source is None or not (single or isinstance(source, Iterable)):
        raise _refuse("takes text, a path, bytes, a frame, or an iterable of those", _kind(source), "source")
    runs: List[dict[str, Any]] = []
    for i, each in enumerate([source] if single else source):
        kind, value = _source(each, "source" if single else f"source[{i}]")
        if not runs or kind not in runs[-1]:
            runs.append({kind: []})
        runs[-1][kind].append(value)
    return runs, single and not any(os.path.isdir(p) for run in runs for p in run.get("paths", ()))


def _source(each: Any, place: str) -> Tuple[str, Any]:
    if isinstance(each, os.PathLike) or (isinstance(each, str) and _is_path(each)):
        return "paths", _paths(each, place)[0]
    if isinstance(each, str):
        return "texts", {"text": each}
    if isinstance(each, (bytes, bytearray, memoryview)):
        return "texts", {"text": _decoded(bytes(each), place)}
    if not isinstance(each, Mapping):
        raise _refuse("takes text, a path, bytes or a mapping", _kind(each), place)
    wrong = [str(k) for k in each if k not in _DOCUMENT_COLUMNS]
    if wrong or not isinstance(each.get("text"), str):
        raise _refuse("a document has a \"text\" and may have " + ", ".join(_DOCUMENT_COLUMNS[1:]),
                      ", ".join(wrong) or _kind(each.get("text")), place)
    return "texts", {k: v for k, v in each.items() if v is not None}


def _decoded(data: bytes, place: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refuse("bytes that are not UTF-8", f"0x{data[error.start]:02x}", f"{place}, byte {error.start}",
                      "write them to a file and give its path: other encodings and PDF are recognised there",
                      "E-BAD-ENCODING") from None


def default_ledger() -> str:
    """ENTENTE_LEDGER, else entente/ledger.db in the data folder: as the command line has it."""
    named = os.environ.get("ENTENTE_LEDGER")
    if named:
        return named
    data = os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local", "share")
    return os.path.join(data, "entente", "ledger.db")


class Ledger(Engine):
    """A ledger: an append-only SQLite file of sources, claims, lists and judgements.

    path is made by the first add(); None: default_ledger(). Several processes may use one ledger; writers wait
    for each other. Docs: docs/formats/ledger.md.
    """

    def __init__(self, path: Optional[Path] = None, home: Optional[Path] = None, reader: Optional[str] = None,
                 threads: int = 0):
        self.path = os.fspath(path) if path is not None else default_ledger()
        if not isinstance(self.path, str) or not self.path:
            raise _refuse("a ledger is a path", _kind(path), "path")
        self._ledger = self.path
        super().__init__(home, reader, threads)

    def __reduce__(self) -> Tuple[Any, ...]:
        s = self._settings
        return Ledger, (self.path, s["home"], s["reader"], s["threads"])

    def __repr__(self) -> str:
        return f"Ledger({self.path!r})"

    def add(self, paths: Paths, *, title: Optional[str] = None, publisher: Optional[str] = None,
            published: Optional[str] = None, url: Optional[str] = None, format: Optional[str] = None,
            list: Optional[str] = None, partial: bool = False, progress: Any = None) -> Records:
        """Documents and lists into the ledger: a record each, on disk when this returns. What is there already adds
        nothing. Raises InputFailed when nothing could be added."""
        folder = os.path.dirname(self.path)
        if folder:
            os.makedirs(folder, exist_ok=True)
        return self._records("add", {"paths": _paths(paths, "paths"), "title": title, "publisher": publisher,
                                     "published": published, "url": url, "format": format, "list": list,
                                     "partial": partial}, None, (), progress)

    def claims(self, *, actors: Optional[Words] = None, kinds: Optional[Words] = None,
               domains: Optional[Words] = None, modalities: Optional[Words] = None, polarity: Optional[str] = None,
               source: Optional[str] = None, extractor: Optional[str] = None, since: Optional[str] = None,
               until: Optional[str] = None, revision: Optional[int] = None,
               known_by: Optional[str] = None) -> Records:
        """Claims that all filters let through. actors: codes (ISO 3166-1 alpha-2), names or ids; dates ISO 8601, as
        precise as wished. As `entente claims --jsonl`."""
        return self._records("claims", {
            "actors": _words(actors, "actors"), "kinds": _words(kinds, "kinds"), "domains": _words(domains, "domains"),
            "modalities": _words(modalities, "modalities"), "polarity": polarity, "source": source,
            "extractor": extractor, "since": since, "until": until, "revision": revision, "known_by": known_by},
            None, _CLAIM_SHOWN)

    def show(self, id: str, **at: Any) -> Records:
        """What an id, or its beginning, names: a claim with the words around its quote, a document, an entity."""
        return self._records("show", {"id": _text(id, "id"), **at})

    def search(self, words: str, *, kinds: Optional[Words] = None, source: Optional[str] = None,
               since: Optional[str] = None, until: Optional[str] = None, limit: int = 20) -> Records:
        """Documents that hold every word, best first."""
        return self._records("search", {"words": _text(words, "words"), "kinds": _words(kinds, "kinds"),
                                        "source": source, "since": since, "until": until, "limit": limit})

    def brief(self, a: str, b: str, *, as_of: Optional[str] = None, since: Optional[str] = None,
              changed_since: Optional[str] = None, revision: Optional[int] = None, known_by: Optional[str] = None,
              width: int = 100) -> Brief:
        """What the sources say a and b do together, both directions, every sentence with its claims. a, b: codes,
        names or ids; dates ISO 8601; width: columns of the Markdown."""
        request = {"a": _text(a, "a"), "b": _text(b, "b"), "as_of": as_of, "since": since,
                   "changed_since": changed_since, "revision": revision, "known_by": known_by, "width": width}
        return Brief(lambda form: self._call("brief", {**request, "form": form}).bytes)

    def standing(self, *, actors: Optional[Words] = None, kind: Optional[str] = None,
                 proposition: Optional[str] = None, as_of: Optional[str] = None) -> Record:
        """How sure the ledger is of what, by how many independent origins. docs/formats/weighing.md."""
        return self._weigh("standing", actors, kind, proposition, as_of)

    def figures(self, *, actors: Optional[Words] = None, kind: Optional[str] = None,
                proposition: Optional[str] = None, as_of: Optional[str] = None) -> Record:
        """Figures that sources give for one thing, side by side."""
        return self._weigh("figures", actors, kind, proposition, as_of)

    def contradictions(self, *, actors: Optional[Words] = None, kind: Optional[str] = None,
                       proposition: Optional[str] = None, as_of: Optional[str] = None) -> Record:
        """What sources deny of each other, worst first."""
        return self._weigh("contradictions", actors, kind, proposition, as_of)

    def gaps(self, *, actors: Optional[Words] = None, kind: Optional[str] = None,
             proposition: Optional[str] = None, as_of: Optional[str] = None) -> Record:
        """What the sources do not tell."""
        return self._weigh("gaps", actors, kind, proposition, as_of)

    def _weigh(self, command: str, actors: Optional[Words], kind: Optional[str], proposition: Optional[str],
               as_of: Optional[str]) -> Record:
        request = {"actors": _words(actors, "actors"), "kind": kind, "proposition": proposition, "as_of": as_of}
        return Record(self._call(command, request).bytes.rstrip(b"\n"))

    def ties(self, a: str, b: Optional[str] = None, *, limit: int = 20, as_of: Optional[str] = None) -> Report:
        """What flows between two, each way by goods and year; without b the partners of a, ranked.
        docs/formats/network.md."""
        return self._report("ties", {"a": _text(a, "a"), "b": b, "limit": limit, "as_of": as_of})


    def paths_between(self, a: str, b: str, *, count: int = 3, by: Optional[str] = None, directed: bool = False,
                      data: Optional[Paths] = None) -> Report:
        """How a and b are tied through others, every hop with its claims. `found` is False when they are not."""
        return self._report("path", {"from": _text(a, "a"), "to": _text(b, "b"), "count": count, "by": by,
                                     "directed": directed, "data": _paths(data, "data")})

    def intermediaries(self, a: str, b: str, *, limit: int = 20, data: Optional[Paths] = None) -> Report:
        """Who stands between a and b."""
        return self._report("intermediaries", {"a": _text(a, "a"), "b": _text(b, "b"), "limit": limit,
                                               "data": _paths(data, "data")})

    def exposure(self, who: str, *, count: int = 3, data: Optional[Paths] = None) -> Report:
        """How near a party is to listed ones."""
        return self._report("exposure", {"who": _text(who, "who"), "count": count, "data": _paths(data, "data")})

    def judge(self, kind: str, targets: Words, *, who: str, why: str) -> Records:
        """Records what an analyst decides; append-only, and can be undone. Kinds: `entente judge --help`."""
        return self._records("judge", {"kind": _text(kind, "kind"), "targets": _words(targets, "targets"),
                                       "who": _text(who, "who"), "why": _text(why, "why")})

    def verify(self) -> Record:
        """Whether the ledger agrees with itself: {"revisions","documents","claims",…,"head"}. Raises LedgerDamaged."""
        return Record(self._call("verify", {}).bytes.rstrip(b"\n"))

    def export(self, folder: Path, *, actors: Optional[Words] = None, source: Optional[str] = None,
               since: Optional[str] = None, until: Optional[str] = None) -> Record:
        """The ledger, or a part of it, as an archive in a new folder (docs/formats/archive.md)."""
        return Record(self._call("export", {"folder": os.fspath(folder), "actors": _words(actors, "actors"),
                                            "source": source, "since": since, "until": until}).bytes.rstrip(b"\n"))

    def import_archive(self, folder: Path) -> Record:
        """Adds what an archive holds; what is there already adds nothing."""
        parent = os.path.dirname(self.path)
        if parent:
            os.makedirs(parent, exist_ok=True)
        return Record(self._call("import", {"folder": os.fspath(folder)}).bytes.rstrip(b"\n"))
