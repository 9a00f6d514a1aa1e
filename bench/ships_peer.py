#!/usr/bin/env python3
"""Speed of `entente ships` beside DuckDB and gpsdecode, on the same made-up log in the same run.

    bench/ships_peer.py [--rows N] [--sentences N] [--rounds N] [--folder DIR] [--venv DIR] [--out FILE]
    bench/ships_peer.py --stream ROWS [--ships N] [--out FILE]

Makes the log with ships_log (a target of build/release) unless it is there. Counts are held equal first: gaps over
12 h against DuckDB's window function over the same columns, decoded messages against gpsdecode's. Times are medians:
wall clock, and processor time, which is what counts on a machine that others use too. DuckDB (PyPI) is put into a venv;
gpsdecode is Debian's gpsd-clients; a peer that is not there is skipped.

--stream: a log of so many rows, sorted by time and never on a disk, goes through a pipe into `entente ships -`; what
is told is the most memory that it takes.
"""
import argparse
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "release"
GAPS = """
import duckdb, sys
base = duckdb.connect()
base.execute("set threads = 2; set enable_progress_bar = false")
print(base.execute('''select count(*) from (select BaseDateTime - lag(BaseDateTime) over
    (partition by MMSI order by BaseDateTime) as apart from read_csv(?, header = true, columns = {
    'MMSI': 'BIGINT', 'BaseDateTime': 'TIMESTAMP', 'LAT': 'DOUBLE', 'LON': 'DOUBLE', 'SOG': 'DOUBLE', 'COG': 'DOUBLE',
    'Heading': 'DOUBLE', 'VesselName': 'VARCHAR', 'IMO': 'VARCHAR', 'CallSign': 'VARCHAR', 'VesselType': 'BIGINT',
    'Status': 'BIGINT', 'Length': 'DOUBLE', 'Width': 'DOUBLE', 'Draft': 'DOUBLE', 'Cargo': 'BIGINT',
    'TransceiverClass': 'VARCHAR'})) where apart > interval 12 hours''', [sys.argv[1]]).fetchone()[0])
"""


class Runs:
    """What a command takes, round after round."""

    def __init__(self, name):
        self.name, self.wall, self.cpu, self.peak, self.count = name, [], [], 0, None

    def run(self, command, count, stdin=None):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        done = subprocess.run(["/usr/bin/env", "time", "-f", "%M", *command] if shutil.which("time") else command,
                              stdin=open(stdin, "rb") if stdin else None, capture_output=True)
        if done.returncode > 1:  # 1: nothing was found
            raise SystemExit(f"{' '.join(command)}: {done.stderr.decode()[-500:]}")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.wall.append(time.monotonic() - start)
        self.cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        if shutil.which("time"):
            self.peak = max(self.peak, int(done.stderr.split()[-1]) // 1024)
        self.count = count(done.stdout)

    def line(self, amount, unit):
        cpu = statistics.median(self.cpu)
        peak = f", {self.peak} MiB at most" if self.peak else ""
        return (f"  {self.name:34} {statistics.median(self.wall):7.2f} s wall {cpu:7.2f} s processor "
                f"{amount / cpu / 1e6:6.2f} million {unit}/s of processor{peak}")


def lines_of(output):
    return output.count(b"\n")


def stream(asked):
    """Memory over a log that grows: a tenth of it, then all."""
    text = []
    for rows in (asked.stream // 10, asked.stream):
        log = subprocess.Popen([BUILD / "ships_log", "csv", str(rows), "/dev/stdout", str(asked.ships)],
                               stdout=subprocess.PIPE)
        start = time.monotonic()
        ships = subprocess.Popen([BUILD / "entente", "ships", "--quiet", "--jsonl", "--threads", "2", "--events",
                                  "gaps,encounters", "-"], stdin=log.stdout, stdout=subprocess.PIPE)
        log.stdout.close()
        findings = sum(1 for _ in ships.stdout)
        _, status, used = os.wait4(ships.pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1) or log.wait() != 0:  # 1: nothing found
            sys.exit(f"the stream of {rows} rows failed")
        text.append(f"{rows} rows of {asked.ships} ships by time through a pipe: {findings} gaps and encounters, "
                    f"{used.ru_maxrss // 1024} MiB at most, {used.ru_utime + used.ru_stime:.1f} s processor, "
                    f"{time.monotonic() - start:.0f} s wall beside the program that writes the log")
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--sentences", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "ships_bench")
    parser.add_argument("--venv", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "ships_bench" / "venv")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--stream", type=int, metavar="ROWS")
    parser.add_argument("--ships", type=int, default=50_000)
    asked = parser.parse_args()
    if asked.stream:
        asked.out = asked.out or ROOT / "quality/results/ships_stream.txt"
        asked.out.write_text("\n".join(stream(asked)) + "\n", encoding="utf-8")
        print(asked.out.read_text(encoding="utf-8"), end="")
        return
    asked.out = asked.out or ROOT / "quality/results/ships_speed.txt"
    asked.folder.mkdir(parents=True, exist_ok=True)
    rows, sentences = asked.folder / f"{asked.rows}.csv", asked.folder / f"{asked.sentences}.nmea"
    for kind, count, path in (("csv", asked.rows, rows), ("nmea", asked.sentences, sentences)):
        if not path.exists():
            subprocess.run([BUILD / "ships_log", kind, str(count), path], check=True)
    python = asked.venv / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", asked.venv], check=True)
        subprocess.run([python, "-m", "pip", "-q", "install", "duckdb"], check=True)
    entente = [str(BUILD / "entente"), "ships", "--quiet", "--jsonl"]
    gaps, duck = Runs("entente, gaps, 2 threads"), Runs("DuckDB, gaps, 2 threads")
    meetings = Runs("entente, encounters, 2 threads")
    reading, identity = Runs("entente, positions to gaps, 1 thread"), Runs("entente, to false identities, 1 thread")
    decoding, peer = Runs("entente, decoded to JSON, 1 thread"), Runs("gpsdecode, decoded to JSON")
    for _ in range(asked.rounds):
        duck.run([str(python), "-c", GAPS, str(rows)], lambda out: int(out))
        gaps.run([*entente, "--threads", "2", "--events", "gaps", str(rows)], lines_of)
        meetings.run([*entente, "--threads", "2", "--events", "encounters", str(rows)], lines_of)
        if gaps.count != duck.count:
            sys.exit(f"gaps differ: {gaps.count} and DuckDB's {duck.count}")
        reading.run([*entente, "--threads", "1", "--events", "gaps", str(sentences)], lines_of)
        identity.run([*entente, "--threads", "1", "--events", "identity", str(sentences)], lines_of)
        decoding.run([str(BUILD / "entente"), "ships", "decode", "--quiet", str(sentences)], lines_of)
        if shutil.which("gpsdecode"):
            peer.run(["gpsdecode", "-j"], lines_of, sentences)
            if peer.count != decoding.count:
                sys.exit(f"messages differ: {decoding.count} and gpsdecode's {peer.count}")
    load = os.getloadavg()[1]
    text = [f"{asked.rows} rows of CSV ({rows.stat().st_size / 1e9:.2f} GB), {gaps.count} gaps by both, {meetings.count} "
            "encounters", duck.line(asked.rows, "rows"), gaps.line(asked.rows, "rows"),
            meetings.line(asked.rows, "rows"), "",
            f"{asked.sentences} NMEA sentences with tag blocks, {decoding.count} messages by both"]
    if peer.wall:
        text.append(peer.line(asked.sentences, "sentences"))
    text += [decoding.line(asked.sentences, "sentences"), reading.line(asked.sentences, "sentences"),
             identity.line(asked.sentences, "sentences"), "",
             f"Medians of {asked.rounds}; {os.cpu_count()} cores, load {load:.1f} while it ran."]
    asked.out.write_text("\n".join(text) + "\n", encoding="utf-8")
    print("\n".join(text))


if __name__ == "__main__":
    main()
