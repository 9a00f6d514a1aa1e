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
import inspect
from typing import TYPE_CHECKING, Any, Callable, Optional

from . import _native
from .engine import Engine, Ledger, Path, default_ledger
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


def _of_engine(method: Callable[..., Any]) -> Callable[..., Any]:
    """The method, of that engine."""
    name, parameters = method.__name__, list(inspect.signature(method).parameters.values())[1:]

    @functools.wraps(method)
    def call(*values: Any, **options: Any) -> Any:
        return getattr(_engine(), name)(*values, **options)

    del call.__wrapped__
    call.__module__, call.__qualname__ = __name__, name  # so that it passes between processes
    call.__signature__ = inspect.signature(method).replace(parameters=parameters)  # type: ignore[attr-defined]
    return call


if TYPE_CHECKING:
    _type: Engine
    read, compare, compare_many, match, screen = _type.read, _type.compare, _type.compare_many, _type.match, _type.screen
    replay, index, owners, ships, voyage = _type.replay, _type.index, _type.owners, _type.ships, _type.voyage
    voyage_map, explain = _type.voyage_map, _type.explain
else:
    for _name in ("read", "compare", "compare_many", "match", "screen", "replay", "index", "owners", "ships", "voyage",
                  "voyage_map", "explain"):
        globals()[_name] = _of_engine(getattr(Engine, _name))
    del _name


def ties(a: str, b: Optional[str] = None, *, ledger: Optional[Path] = None, limit: int = 20,
         as_of: Optional[str] = None) -> Report:
    return Ledger(ledger).ties(a, b, limit=limit, as_of=as_of)


def brief(a: str, b: str, *, ledger: Optional[Path] = None, as_of: Optional[str] = None, since: Optional[str] = None,
          changed_since: Optional[str] = None, revision: Optional[int] = None, known_by: Optional[str] = None,
          width: int = 100) -> Brief:
    return Ledger(ledger).brief(a, b, as_of=as_of, since=since, changed_since=changed_since, revision=revision,
                                known_by=known_by, width=width)


for _name in ("ties", "brief"):
    globals()[_name].__doc__ = getattr(Ledger, _name).__doc__ + "\n\nledger: its path; None: default_ledger()."
del _name
