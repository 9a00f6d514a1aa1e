"""Kills `entente add` at random moments and checks that nothing acknowledged is lost.

Each run starts over many generated documents in one ledger and is killed (SIGKILL) after a random
time. Then the ledger must open and verify, and every document that was printed must be there.
At the end an undisturbed run completes the ledger, which must have as many revisions as one that
was never disturbed.

Usage: kill_test.py ENTENTE [RUNS=10] [SEED]
"""
import json
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ENTENTE = os.path.abspath(sys.argv[1])
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 10
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
DOCUMENTS = 8 * RUNS  # more than the killed runs get through together

SENTENCES = (
    "North Korea shipped {n} containers of shells to Russia in {y}.",
    "Moscow supplied Pyongyang with {n} tonnes of oil, according to analysts.",
    "Iran denied that it had sold {n} drones to Russia.",
    "Belarus and Russia signed {n} agreements in {y}.",
)


def write_documents(folder, rng):
    folder.mkdir()
    for i in range(DOCUMENTS):
        lines = [rng.choice(SENTENCES).format(n=rng.randrange(2, 9999), y=rng.randrange(2015, 2026))
                 for _ in range(rng.randrange(5, 30))]
        (folder / f"{i:05}.txt").write_text(f"Report {i}\n\n" + " ".join(lines) + "\n")


def add(ledger, folder):
    return [ENTENTE, "add", "--plain", "--threads", "2", "--ledger", str(ledger), str(folder)]


def verified(ledger):
    done = subprocess.run([ENTENTE, "verify", "--json", "--ledger", str(ledger)], capture_output=True)
    if done.returncode != 0:
        sys.exit(f"seed {SEED}: the ledger does not verify\n{done.stdout.decode()}{done.stderr.decode()}")
    return json.loads(done.stdout)


def documents_in(ledger):
    with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as db:
        return {row[0] for row in db.execute("SELECT lower(hex(id)) FROM documents")}


def kill_once(ledger, folder, seconds):
    """Returns the ids that were printed as added before the kill."""
    process = subprocess.Popen(add(ledger, folder), stdout=subprocess.PIPE)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    lines = process.stdout.read().decode().splitlines(keepends=True)
    process.wait()
    return {line.split("\t")[2] for line in lines if line.startswith("added\t") and line.endswith("\n")}


def main():
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory(prefix="entente-kill-") as name:
        home = pathlib.Path(name)
        write_documents(home / "reports", rng)
        start = time.monotonic()
        subprocess.run(add(home / "calm.db", home / "reports"), check=True, stdout=subprocess.DEVNULL)
        whole_run = time.monotonic() - start
        calm = verified(home / "calm.db")

        ledger, acknowledged = home / "killed.db", set()
        for run in range(RUNS):
            acknowledged |= kill_once(ledger, home / "reports", rng.uniform(0.02, max(0.5, whole_run / RUNS * 2)))
            if not ledger.exists():
                continue
            verified(ledger)
            lost = acknowledged - (documents_in(ledger) if acknowledged else set())
            if lost:
                sys.exit(f"seed {SEED}, run {run}: lost after being printed as added: {sorted(lost)}")
        killed_at = len(acknowledged)
        subprocess.run(add(ledger, home / "reports"), check=True, stdout=subprocess.DEVNULL)
        resumed = verified(ledger)
        for key in ("revision", "documents", "claims"):
            if resumed[key] != calm[key]:
                sys.exit(f"seed {SEED}: {key} {resumed[key]} after kills, {calm[key]} undisturbed")
        print(f"{RUNS} kills, {killed_at} of {DOCUMENTS} documents acknowledged before the last run, "
              f"none lost; revision {resumed['revision']} both ways (seed {SEED})")


if __name__ == "__main__":
    main()
