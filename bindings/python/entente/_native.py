"""libentente.so through ctypes: its ABI (include/entente/entente.h), and nothing else.

ctypes lets go of the interpreter's lock while a call runs, and needs no compiled module, so that one
wheel serves every Python 3.
"""
from __future__ import annotations

import ctypes
import json
import os
import pathlib
import threading
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

from .errors import BadRequest, MissingResource, Problem

_HERE = pathlib.Path(__file__).resolve().parent
_SHARE = _HERE / "share"

DONE, NOTHING_FOUND, USAGE, SOME_FAILED, LEDGER_DAMAGED, MISSING_RESOURCE, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130


class _Problem(ctypes.Structure):
    _fields_ = [(name, ctypes.c_char_p) for name in ("code", "what", "piece", "where", "next")]


class ArrowSchema(ctypes.Structure):
    pass


class ArrowArray(ctypes.Structure):
    pass


_RELEASE_SCHEMA = ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowSchema))
_RELEASE_ARRAY = ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowArray))
ArrowSchema._fields_ = [
    ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64), ("n_children", ctypes.c_int64), ("children", ctypes.c_void_p),
    ("dictionary", ctypes.c_void_p), ("release", ctypes.c_void_p), ("private_data", ctypes.c_void_p)]
ArrowArray._fields_ = [
    ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64), ("n_children", ctypes.c_int64), ("buffers", ctypes.c_void_p),
    ("children", ctypes.c_void_p), ("dictionary", ctypes.c_void_p), ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p)]

_PROGRESS = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint64, ctypes.c_uint64)
_TAKE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_char), ctypes.c_size_t)

_lock = threading.Lock()
_library: Optional[ctypes.CDLL] = None


def library_path() -> pathlib.Path:
    """The library: that of ENTENTE_LIBRARY, else the one in this package."""
    named = os.environ.get("ENTENTE_LIBRARY")
    return pathlib.Path(named) if named else _HERE / "libentente.so"


def default_home() -> str:
    """The folder of models/ and data/: that of ENTENTE_HOME, else the one in this package."""
    return os.environ.get("ENTENTE_HOME") or str(_SHARE)


def library() -> ctypes.CDLL:
    """The library, loaded by the first call."""
    global _library
    with _lock:
        if _library is None:
            path = library_path()
            try:
                _library = _declare(ctypes.CDLL(str(path)))
            except OSError as error:
                raise MissingResource([Problem(
                    "E-MISSING-RESOURCE", f"the library cannot be loaded: {error}", str(path), "",
                    "install the wheel for this system (Linux, x86-64)")], MISSING_RESOURCE) from None
        return _library


def _declare(lib: ctypes.CDLL) -> ctypes.CDLL:
    handle, text, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
    for name, result, arguments in (
            ("entente_version", text, []),
            ("entente_abi", ctypes.c_uint32, []),
            ("entente_open", handle, [text, size]),
            ("entente_close", None, [handle]),
            ("entente_stop", None, [handle]),
            ("entente_on_progress", None, [handle, _PROGRESS, handle]),
            ("entente_call", handle, [handle, text, text, size]),
            ("entente_each", handle, [handle, text, text, size, _TAKE, handle]),
            ("entente_call_arrow", handle, [handle, text, text, size, handle, handle]),
            ("entente_answer_status", ctypes.c_int, [handle]),
            ("entente_answer_bytes", handle, [handle, ctypes.POINTER(size)]),
            ("entente_answer_problems", size, [handle]),
            ("entente_answer_problem", ctypes.POINTER(_Problem), [handle, size]),
            ("entente_answer_note", text, [handle, size]),
            ("entente_answer_arrow", ctypes.c_int, [handle, handle, handle]),
            ("entente_answer_free", None, [handle])):
        function = getattr(lib, name)
        function.restype, function.argtypes = result, arguments
    if lib.entente_abi() != 1:
        raise OSError(f"it has ABI {lib.entente_abi()}, this package was made for 1")
    return lib


def _lone_surrogate(value: Any, place: str) -> Optional[Tuple[str, str, int]]:
    """Place, piece and index of the first text that is no Unicode text."""
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            return place, f"U+{ord(value[error.start]):04X}", error.start
    elif isinstance(value, Mapping):
        for key, each in value.items():
            found = _lone_surrogate(key, f"a key of {place}") or _lone_surrogate(each, f"{place}.{key}")
            if found:
                return found
    elif isinstance(value, (list, tuple)):
        for i, each in enumerate(value):
            found = _lone_surrogate(each, f"{place}[{i}]")
            if found:
                return found
    return None


def encode(request: Mapping[str, Any]) -> bytes:
    """The request as JSON. Values that are None are left out."""
    try:
        kept = {key: value for key, value in request.items() if value is not None}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
    except UnicodeEncodeError:
        place, piece, at = _lone_surrogate(dict(request), "request") or ("request", "", 0)
        raise BadRequest([Problem(
            "E-BAD-ENCODING", "a lone surrogate is no text", piece, f"{place.replace('request.', '')}, index {at}",
            "decode the bytes as what they are, or with errors=\"replace\"")], USAGE) from None
    except (TypeError, ValueError, RecursionError) as error:
        raise BadRequest([Problem("E-BAD-ARGUMENT", str(error), "", "request")], USAGE) from None


class Reply:
    """What one call gave. `bytes` is the answer; `arrow` its columns, when it has any."""
    __slots__ = ("status", "bytes", "problems", "notes", "arrow")

    def __init__(self, status: int, answer: bytes, problems: List[Problem], notes: List[str], arrow: Any):
        self.status, self.bytes, self.problems, self.notes, self.arrow = status, answer, problems, notes, arrow


def _text(value: Optional[bytes]) -> str:
    return (value or b"").decode("utf-8", "replace")


def _import_arrow(lib: ctypes.CDLL, answer: int) -> Any:
    """The answer's columns as a pyarrow.RecordBatch that owns them; None without pyarrow or columns."""
    try:
        import pyarrow
    except ImportError:
        return None
    schema, array = ArrowSchema(), ArrowArray()
    if lib.entente_answer_arrow(answer, ctypes.addressof(schema), ctypes.addressof(array)) != 0:
        return None
    return pyarrow.RecordBatch._import_from_c(ctypes.addressof(array), ctypes.addressof(schema))


class Handle:
    """An engine of the library. Threads may share it: their calls wait for each other."""

    def __init__(self, settings: Mapping[str, Any]):
        self._lib = library()
        self._settings = encode(settings)
        self._owner = 0
        self._pointer: Optional[int] = None
        self._open = threading.Lock()

    def _engine(self) -> int:
        with self._open:
            if self._pointer is None or self._owner != os.getpid():  # after fork: its own
                self._pointer = self._lib.entente_open(self._settings, len(self._settings))
                self._owner = os.getpid()
            if not self._pointer:
                raise MemoryError("no memory for an engine")
            return self._pointer

    def close(self) -> None:
        with self._open:
            if self._pointer and self._owner == os.getpid():
                self._lib.entente_close(self._pointer)
            self._pointer = None

    def __del__(self) -> None:
        try:
            self.close()
        except Exception:  # the interpreter is ending
            pass

    def call(self, command: str, request: Mapping[str, Any], rows: Any = None, table: bool = False,
             progress: Optional[Callable[[str, int, int], None]] = None) -> Reply:
        """Runs a command. Ctrl-C ends it at the next document or batch."""
        body = encode({**request, "table": table} if table else request)
        name = command.encode("utf-8", "replace")
        engine = self._engine()
        listening = _PROGRESS(lambda _, stage, done, total: progress(_text(stage), done, total)) if progress else None
        if listening:
            self._lib.entente_on_progress(engine, listening, None)
        try:
            answer = self._run(engine, name, body, rows)
        finally:
            if listening:
                self._lib.entente_on_progress(engine, _PROGRESS(0), None)
        if not answer:
            raise MemoryError("no memory for an answer")
        try:
            return self._reply(answer, table)
        finally:
            self._lib.entente_answer_free(answer)

    def _run(self, engine: int, name: bytes, body: bytes, rows: Any) -> int:
        def work() -> int:
            if rows is None:
                return int(self._lib.entente_call(engine, name, body, len(body)) or 0)
            schema, array = ArrowSchema(), ArrowArray()
            rows._export_to_c(ctypes.addressof(array), ctypes.addressof(schema))
            return int(self._lib.entente_call_arrow(engine, name, body, len(body), ctypes.addressof(schema),
                                                    ctypes.addressof(array)) or 0)

        if threading.current_thread() is not threading.main_thread() or name in (b"compare", b"match"):
            return work()
        # Signals are handled by the main thread, which must not be the one that waits in the library.
        out: List[Any] = []

        def in_thread() -> None:
            try:
                out.append(work())
            except BaseException as error:  # noqa: B902  handed to the caller
                out.append(error)

        worker = threading.Thread(target=in_thread, daemon=True)
        worker.start()
        try:
            while worker.is_alive():
                worker.join(0.5)
        except BaseException:
            self._lib.entente_stop(engine)
            worker.join()
            if out and isinstance(out[0], int):
                self._lib.entente_answer_free(out[0])
            raise
        if isinstance(out[0], BaseException):
            raise out[0]
        return int(out[0])

    def _reply(self, answer: int, table: bool) -> Reply:
        lib = self._lib
        size = ctypes.c_size_t()
        start = lib.entente_answer_bytes(answer, ctypes.byref(size))
        problems = []
        for i in range(lib.entente_answer_problems(answer)):
            p = lib.entente_answer_problem(answer, i).contents
            problems.append(Problem(_text(p.code), _text(p.what), _text(p.piece), _text(p.where), _text(p.next)))
        notes: List[str] = []
        while (note := lib.entente_answer_note(answer, len(notes))) is not None:
            notes.append(_text(note))
        status = lib.entente_answer_status(answer)
        arrow = _import_arrow(lib, answer) if table else None
        return Reply(status, ctypes.string_at(start, size.value), problems, notes, arrow)


def version() -> str:
    return _text(library().entente_version())


_handles: Dict[Tuple[Tuple[str, Any], ...], Handle] = {}


def shared_handle(**settings: Any) -> Handle:
    """One engine for each set of settings, opened once and kept: models, tables and lists stay loaded."""
    key = tuple(sorted((k, v) for k, v in settings.items() if v is not None))
    with _lock_handles:
        if key not in _handles:
            _handles[key] = Handle(dict(key))
        return _handles[key]


_lock_handles = threading.Lock()


def _after_fork() -> None:
    global _lock, _lock_handles
    _lock, _lock_handles = threading.Lock(), threading.Lock()
    _handles.clear()


os.register_at_fork(after_in_child=_after_fork)
