"""Random calls of the bindings: whatever is passed, an answer or an exception of ours, and the interpreter lives.

    fuzz.py SECONDS SOURCE_FOLDER [SEED]      each round's seed is printed when it fails
"""
import os
import pathlib
import random
import sys
import tempfile
import time
import warnings

import entente
from entente import _native

seconds, source = float(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time())
LISTS, LOG, REGISTER = source / "examples/lists/ofac-sdn", source / "examples/ships/log.csv", source / "examples/network/register.csv"
COMMANDS = ("read parse add claims show brief search standing figures contradictions gaps forecasts diff judge judgements "
            "verify rebuild export import lists explain index screen match replay compare ties path intermediaries exposure "
            "graph owners ships voyage decode nope").split()
KEYS = ("paths texts text path title publisher published url format max_bytes layer records actors kinds kind id a b form "
        "width revision known_by words limit proposition as_of since feed targets who why code out rows columns data indexes "
        "threshold datasets schemas topics allow date name schema properties audit left right pairs algorithm from to count "
        "by directed scope files listed rule events vessels area anchorages parameters number table lines").split()
TEXTS = ["", "a", "Iran sold drones to Russia.", "Pak To Chun", "김정은", "\0", "\ud800", "\U0001F600" * 9, "x" * 5000, "2024-05",
         "kp", "ru", "-1", "NaN", "../..", "/dev/null", "{", "\n\n# A\n\n- b", "<html><p>c", "a,b\n1,2\n", "html", "json"]


def value(r, depth=0):
    kind = r.randrange(10 if depth < 3 else 6)
    if kind < 3:
        return r.choice(TEXTS)
    if kind == 3:
        return r.choice([0, 1, -1, 5, 2 ** 31, 2 ** 63, -2 ** 63, 2 ** 70])
    if kind == 4:
        return r.choice([0.5, -1.0, 1e308, float("nan"), float("inf")])
    if kind == 5:
        return r.choice([None, True, False])
    if kind < 8:
        return [value(r, depth + 1) for _ in range(r.randrange(4))]
    return {r.choice(KEYS + TEXTS): value(r, depth + 1) for _ in range(r.randrange(4))}


def raw(r, handle):
    """Requests that are nearly right, or no JSON at all, straight through the ABI."""
    lib, engine = _native.library(), handle._engine()
    body = bytearray(r.choice([b'{"texts":[{"text":"Iran sold drones to Russia."}]}', b'{"left":"a","right":"b"}', b'{"rows":['
                               b'{"properties":{"name":["x"]}}],"data":[]}', b"[[[[", b"", b'{"a":"\\ud800"}']))
    for _ in range(r.randrange(4)):
        if body:
            body[r.randrange(len(body))] = r.randrange(256)
    command = r.choice(COMMANDS).encode()
    answer = lib.entente_call(engine, None if r.random() < 0.02 else command, bytes(body), len(body))
    for i in range(lib.entente_answer_problems(answer)):
        assert lib.entente_answer_problem(answer, i).contents.code
    lib.entente_answer_free(answer)


def frame(r):
    import pyarrow as pa
    n = r.randrange(4)
    kinds = [pa.string(), pa.large_string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32(), pa.list_(pa.string()),
             pa.dictionary(pa.int8(), pa.string()), pa.null(), pa.binary()]
    columns, names = [], []
    for _ in range(r.randrange(5)):
        kind = r.choice(kinds)
        try:
            cells = [r.choice([None, "a", "Pak To Chun"]) if r.random() < 0.7 else None for _ in range(n)]
            column = pa.array([None if c is None or not pa.types.is_string(kind) else c for c in cells], kind)
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, UnicodeEncodeError):
            continue
        columns.append(column)
        names.append(r.choice(["text", "name", "id", "title", "other", "", "schema"]))
    table = pa.table(columns, names=names)
    return table.slice(r.randrange(n + 1)) if r.random() < 0.5 else table


def call(r, ledger, folder):
    v = lambda: value(r)  # noqa: E731
    choices = [
        lambda: entente.read(v()), lambda: entente.read(v(), layer=v(), title=v()), lambda: entente.compare(v(), v()),
        lambda: entente.compare_many(v()), lambda: entente.match(v(), LISTS, limit=v(), threshold=v()),
        lambda: entente.match("Pak To Chun", LISTS, properties=v() if r.random() < 0.5 else {"country": "kp"}),
        lambda: entente.screen(v(), LISTS), lambda: entente.screen([v()], LISTS, columns=v()),
        lambda: entente.owners(REGISTER, listed=v(), rule=v(), date=v()),
        lambda: entente.ships(LOG, events=v(), area=v(), parameters=v()), lambda: entente.voyage(v(), LOG),
        lambda: ledger.claims(actors=v(), since=v(), revision=v()), lambda: ledger.brief(v(), v(), as_of=v()),
        lambda: ledger.ties(v(), v()), lambda: ledger.paths_between(v(), v(), count=v()), lambda: ledger.show(v()),
        lambda: ledger.search(v()), lambda: ledger.standing(actors=v(), kind=v()),
        lambda: ledger.judge(v(), v(), who="f", why="f"), lambda: entente.explain(v()),
        lambda: entente.Engine(home=v(), reader=v(), threads=v()).compare("a", "b"),
        lambda: entente.read(frame(r)), lambda: entente.screen(frame(r), LISTS),
        lambda: entente.read(frame(r)).to_arrow().validate(full=True),
    ]
    return r.choice(choices)()


def main():
    warnings.simplefilter("ignore")
    os.environ["HOME"] = "/nonexistent"
    rounds, answered, end = 0, 0, time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        inner = os.path.join(folder, "a", "b")  # so that "../.." is this folder and not all there is to read
        os.makedirs(inner)
        os.chdir(inner)
        ledger = entente.Ledger(os.path.join(folder, "ledger.db"))
        ledger.add(source / "examples/reports/01-dispatch.txt")
        while time.monotonic() < end:
            seed = SEED + rounds
            r = random.Random(seed)
            try:
                if r.random() < 0.4:
                    raw(r, ledger._native)
                else:
                    out = call(r, ledger, folder)
                    repr(out), out._repr_html_() if hasattr(out, "_repr_html_") else None
                answered += 1
            except (entente.EntenteError, TypeError, ValueError, KeyError, AttributeError, OverflowError, OSError,
                    ImportError):
                pass  # ours, or Python's own for what is no argument of that kind
            except BaseException:
                print(f"seed {seed}", file=sys.stderr)
                raise
            rounds += 1
    print(f"{rounds} calls, {answered} answered, from seed {SEED}")
    assert answered > 0


main()
