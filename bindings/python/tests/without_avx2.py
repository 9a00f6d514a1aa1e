"""The installed package on a processor without AVX2, as qemu-x86_64 plays one: the same answers, by slower code.

    without_avx2.py        needs qemu-x86_64 (qemu-user) and nothing else
"""
import os
import subprocess
import sys

CALLS = """
import entente
for reader in (None, "fast"):
    print(entente.Engine(reader=reader, threads=1).read("Iran sold hundreds of drones to Russia in 2022.").jsonl)
print(entente.compare("RI Yong Ju", "LI Yong-ju").json, entente.compare("Kim Jong Un", "김정은").json)
"""


def said(*before):
    done = subprocess.run([*before, os.path.realpath(sys.executable), "-c", CALLS], capture_output=True, text=True, timeout=500,
                          env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PYTHONUTF8": "1",
                               "PYTHONPATH": next(p for p in sys.path if p.endswith("site-packages"))})
    if done.returncode != 0:
        sys.exit(f"status {done.returncode} of {before}\n{done.stderr}")
    return done.stdout


here, there = said(), said("qemu-x86_64", "-cpu", "Nehalem")
if here != there or "drones" not in here:
    sys.exit(f"other answers without AVX2:\n{here}\n{there}")
print("the same answers without AVX2")
