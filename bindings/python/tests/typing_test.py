"""What users write type-checks: mypy --strict on this file (nothing here runs)."""
from __future__ import annotations

from pathlib import Path
from typing import Any, List, Mapping, Optional, Sequence

import entente
from entente import BadRequest, Brief, Engine, Ledger, Problem, Record, Records, Report


def reading() -> List[str]:
    claims: Records = entente.read("Iran sold drones to Russia.", published="2024-05")
    more: Records = entente.read([Path("a.txt"), "b.pdf", {"text": "x y"}], layer="entities", progress=True)
    first: Record = claims[0]
    some: Sequence[Record] = more[:3]
    entente.read("A b.", publishd="2024-05")  # type: ignore[call-arg]  # such a mistake is seen
    value: Any = first["kind"]
    as_mapping: Mapping[str, Any] = first
    lines: bytes = claims.jsonl
    assert value and as_mapping and lines and some
    return [record.json for record in claims]


def screening() -> Optional[Problem]:
    engine = Engine(threads=2, reader="accurate")
    answer: Record = engine.match("Pak To Chun", ["sdn.csv", Path("un.xml")], properties={"country": "kp"})
    many: Records = engine.screen(["a b", {"schema": "Person", "properties": {"name": ["c"]}}], index="x.index",
                                  limit=3, threshold=0.8)
    pairs: Records = engine.compare_many([("a", "b")])
    again: Records = engine.replay(many, index="x.index")
    assert answer and pairs and again
    try:
        entente.screen([], "sdn.csv", columns={"who": "name"})
    except BadRequest as error:
        code: str = error.code
        assert code
        return error.problem
    return None


def ledgers() -> str:
    ledger = Ledger("ledger.db")
    added: Records = ledger.add("reports/")
    brief: Brief = ledger.brief("kp", "ru", as_of="2025")
    ties: Report = ledger.ties("kp")
    found: bool = ledger.paths_between("a", "b").found
    owners: Report = entente.owners("register.csv", listed=["x"])
    events: Records = entente.ships("ais.csv", parameters={"gap-hours": 6})
    other: Brief = entente.brief("a", "b", ledger=Path("x.db"))
    assert added and ties and found and owners and events and other
    return brief.markdown + brief.html
