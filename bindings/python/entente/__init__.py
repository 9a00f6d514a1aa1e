"""Entente in Python: reports and lists in, sourced claims, screening answers and briefs out.

    import entente
    entente.read("Iran sold hundreds of drones to Russia.")[0]["kind"]
    entente.match("Pak To Chun", data="sdn.csv")["results"]
    ledger = entente.Ledger("ledger.db")
    ledger.add("reports/")
    ledger.brief("kp", "ru")

The functions here use one engine, opened by the first call and kept. `Engine` and `Ledger` take settings of
their own. Answers are those of the command line, byte for byte.
"""
from __future__ import annotations

import functools
from typing import Any, Iterable, Optional, Tuple, Union

from . import _native
from .engine import Engine, Ledger, Path, Paths, default_ledger
from .errors import (BadRequest, EntenteError, EntenteWarning, InputFailed, Interrupted, LedgerDamaged,
                     MissingResource, Problem)
from .records import Brief, Record, Records, Report

__all__ = ["Engine", "Ledger", "Record", "Records", "Report", "Brief", "Problem", "EntenteError", "BadRequest",
           "InputFailed", "MissingResource", "LedgerDamaged", "Interrupted", "EntenteWarning", "read", "compare",
           "compare_many", "match", "screen", "replay", "index", "owners", "ships", "voyage", "voyage_map", "ties",
           "brief", "explain", "default_ledger", "version", "__version__"]

__version__ = "0.1.0"


def version() -> str:
    """The engine's version."""
    return _native.version()


@functools.lru_cache(maxsize=None)
def _engine() -> Engine:
    return Engine()


def read(source: Any, **options: Any) -> Records:
    return _engine().read(source, **options)


def compare(left: str, right: str, **options: Any) -> Record:
    return _engine().compare(left, right, **options)


def compare_many(pairs: Iterable[Tuple[str, str]], **options: Any) -> Records:
    return _engine().compare_many(pairs, **options)


def match(name: str, data: Optional[Paths] = None, **options: Any) -> Record:
    return _engine().match(name, data, **options)


def screen(queries: Any, data: Optional[Paths] = None, **options: Any) -> Records:
    return _engine().screen(queries, data, **options)


def replay(audit: Union[Path, Records], data: Optional[Paths] = None, **options: Any) -> Records:
    return _engine().replay(audit, data, **options)


def index(lists: Paths, out: Path) -> Record:
    return _engine().index(lists, out)


def owners(files: Paths, **options: Any) -> Report:
    return _engine().owners(files, **options)


def ships(logs: Paths, **options: Any) -> Records:
    return _engine().ships(logs, **options)


def voyage(number: int, logs: Paths, **options: Any) -> Records:
    return _engine().voyage(number, logs, **options)


def voyage_map(number: int, logs: Paths, **options: Any) -> str:
    return _engine().voyage_map(number, logs, **options)


def explain(code: Optional[str] = None) -> Records:
    return _engine().explain(code)


def ties(a: str, b: Optional[str] = None, *, ledger: Optional[Path] = None, **options: Any) -> Report:
    return Ledger(ledger).ties(a, b, **options)


def brief(a: str, b: str, *, ledger: Optional[Path] = None, **options: Any) -> Brief:
    return Ledger(ledger).brief(a, b, **options)


for _name in ("read", "compare", "compare_many", "match", "screen", "replay", "index", "owners", "ships", "voyage",
              "voyage_map", "explain"):
    globals()[_name].__doc__ = getattr(Engine, _name).__doc__
for _name in ("ties", "brief"):
    globals()[_name].__doc__ = getattr(Ledger, _name).__doc__ + "\n\nledger: its path; None: default_ledger()."
del _name
