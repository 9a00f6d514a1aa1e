"""Processor time of the Python package beside the program's, in one run: 10,000 names and 1,000 documents, answers compared.

    bench/python_beside_program.py ENTENTE SOURCE_FOLDER [ROUNDS]     with the wheel installed
"""
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

import entente

program, source, rounds = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), int(sys.argv[3]) if len(sys.argv) > 3 else 3
WORDS = "Korea Mining Development Trading Bank Tanchon General Kim Park Ivan Petrov Maria Chen Li Ahmed Global Shipping".split()
LISTS = source / "examples" / "lists" / "ofac-sdn"


def spent(work):
    def now():
        used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(u.ru_utime + u.ru_stime for u in used)
    before = now()
    out = work()
    return now() - before, out


def run(*words):
    return subprocess.run([program, *map(str, words)], capture_output=True,
                          env={"HOME": "/nonexistent", "ENTENTE_HOME": str(source)}).stdout


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    choose = random.Random(1)
    queries, documents = folder / "names.csv", folder / "documents"
    queries.write_text("id,name\n" + "".join(f"{i},{' '.join(choose.choices(WORDS, k=3))}\n" for i in range(10000)))
    os.mkdir(documents)
    for i in range(1000):
        (documents / f"{i:04}.txt").write_text(
            f"Iran sold {i + 10} drones to Russia in 2022, Ukraine's intelligence service said. "
            f"Moscow denied that it had bought them in week {i}.\n")
    for _ in range(rounds):
        for what, words, call in (
                ("10,000 names", ("screen", queries, "--data", LISTS, "--date", "2025-01-01"),
                 lambda: entente.screen(queries, LISTS, date="2025-01-01")),
                ("1,000 documents", ("read", documents, "--jsonl"), lambda: entente.read(documents))):
            (theirs, printed), (ours, answer) = spent(lambda: run(*words)), spent(call)
            print(f"{what}: program {theirs:.2f} s, Python {ours:.2f} s, ratio {ours / theirs:.2f}, "
                  f"{'the same bytes' if answer.jsonl == printed else 'OTHER BYTES'}", flush=True)
print(f"processor time, answers told apart by the byte; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} while it ran")
