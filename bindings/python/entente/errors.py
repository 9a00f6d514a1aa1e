"""What went wrong, as exceptions: a stable code, the exact piece, its place, and what to do next.

`entente explain CODE` on the command line, or `entente.explain(CODE)`, says what a code means.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

__all__ = ["Problem", "EntenteError", "BadRequest", "InputFailed", "MissingResource", "LedgerDamaged",
           "Interrupted", "EntenteWarning"]


@dataclass(frozen=True)
class Problem:
    """One expected failure. `code` is stable ("E-TOO-LARGE"); the others may be empty."""
    code: str
    what: str
    piece: str = ""
    where: str = ""
    next: str = ""

    def __str__(self) -> str:
        out = self.code + (f" {self.where}" if self.where else "") + f": {self.what}"
        if self.piece:
            out += f" ({self.piece})"
        return out + (f"\n  next: {self.next}" if self.next else "")


class EntenteError(Exception):
    """A call that gave no answer. `problems` holds every problem, `problem` the last one."""

    def __init__(self, problems: Sequence[Problem], status: int):
        self.problems = list(problems)
        self.problem = self.problems[-1] if self.problems else Problem("E-IO-FAILURE", "no reason was given")
        self.status = status
        super().__init__("\n".join(str(p) for p in self.problems[-5:]) or str(self.problem))

    @property
    def code(self) -> str:
        return self.problem.code

    def __reduce__(self) -> tuple[type[EntenteError], tuple[list[Problem], int]]:
        return type(self), (self.problems, self.status)  # so that it passes between processes


class BadRequest(EntenteError, ValueError):
    """An argument makes no sense; `problem.piece` is the argument and `problem.where` its place."""


class InputFailed(EntenteError, ValueError):
    """The input could not be read."""


class MissingResource(EntenteError, FileNotFoundError):
    """A model, a table or a ledger is not there."""


class LedgerDamaged(EntenteError):
    """The ledger does not agree with itself, or another version wrote it."""


class Interrupted(EntenteError):
    """Stopped before the end."""


class EntenteWarning(UserWarning):
    """Some inputs of many failed; the others were answered. `.problems` of the answer lists them."""


_OF_STATUS = {2: BadRequest, 3: InputFailed, 4: LedgerDamaged, 5: MissingResource, 130: Interrupted}


def error_of(problems: Sequence[Problem], status: int) -> EntenteError:
    return _OF_STATUS.get(status, EntenteError)(problems, status)
