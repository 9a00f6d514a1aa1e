"""What Spark gains by a second executor, what a task costs beside its rows, and how long the first answer takes.

    scripts/bench-python spark -- …                              makes what it needs first
    bench/spark_gain.py SOURCE_FOLDER [--documents N] [--names N] [--positions N] [--executors K…] [--unbound] [--out FILE]

Documents of two sentences, names of three words and positions of ships are generated into Parquet files, one a partition, on
this disk; claims, answers and findings go to Parquet beside them; positions Spark first brings together by vessel. Each number
of executors is a Spark of its own, local-cluster[K,1,2048]: K processes of one core. Each executor, with its Python workers, is
bound to one core of its own (taskset), since it could otherwise work in Java and in Python at once on two; --unbound leaves that
out. Before a job is timed, each executor has answered, so that models are loaded; what that took is said apart. The gain is time
with one executor over time with the most, by the clock, which says little while something else works on the machine: the share
of the cores that others took is said, and so is processor time, which hardly depends on it: of Java (tasks, Arrow, Parquet) and
of Python (the engine and what stands before it).
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

TICK = os.sysconf("SC_CLK_TCK")
WORDS = "Korea Mining Development Trading Bank Tanchon General Kim Park Ivan Petrov Maria Chen Li Ahmed Global Shipping".split()
A_FILE = {"documents": 2000, "names": 20000, "positions": 100_000}  # rows of a file, and so of a task
A_SHIP = 1000  # positions
OF_OVERHEAD = 40  # tasks of one row


def write_parquet(folder, count, rows_a_file, row):
    import pyarrow as pa
    import pyarrow.parquet
    os.makedirs(folder)
    for start in range(0, count, rows_a_file):
        rows = [row(i) for i in range(start, min(count, start + rows_a_file))]
        pa.parquet.write_table(pa.table({"id": [r[0] for r in rows], "body": [r[1] for r in rows]}),
                               f"{folder}/{start:09}.parquet")


def write_positions(folder, count):
    """Ships that go north, a position every three minutes, those of an hour in the order of the ships; each is silent once."""
    import datetime

    import pyarrow as pa
    import pyarrow.parquet
    os.makedirs(folder)
    ships, begin = max(1, count // A_SHIP), datetime.datetime(2024, 3, 1)

    def row(i):
        hour, ship, k = i // (20 * ships), i // 20 % ships, i % 20
        minutes = 60 * hour + 3 * k + (720 if hour >= 25 else 0)
        return (412_000_000 + ship, (begin + datetime.timedelta(minutes=minutes)).isoformat() + "Z",
                -40 + minutes / 300 + ship % 7, 150.0 + ship % 20, 12.0)

    for start in range(0, ships * A_SHIP, A_FILE["positions"]):
        rows = [row(i) for i in range(start, min(ships * A_SHIP, start + A_FILE["positions"]))]
        columns = dict(zip(("mmsi", "timestamp", "lat", "lon", "speed"), map(list, zip(*rows))))
        pa.parquet.write_table(pa.table(columns), f"{folder}/{start:012}.parquet")


def generate(folder, documents, names, positions):
    choose = random.Random(1)
    write_positions(f"{folder}/positions", positions)
    write_parquet(f"{folder}/documents", documents, A_FILE["documents"], lambda i: (
        f"d{i}", f"Iran sold {i + 10} drones to Russia in 2022, Ukraine's intelligence service said. "
                 f"Moscow denied that it had bought them in week {i}.\n"))
    write_parquet(f"{folder}/names", names, A_FILE["names"], lambda i: (str(i), " ".join(choose.choices(WORDS, k=3))))
    write_parquet(f"{folder}/single", OF_OVERHEAD, 1, lambda i: (f"s{i}", "Moscow denied it."))
    write_parquet(f"{folder}/together", OF_OVERHEAD, OF_OVERHEAD, lambda i: (f"s{i}", "Moscow denied it."))


def processes():
    """pid → (parent, seconds of processor with those of children that ended, command)."""
    out = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            stat = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            command = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except (OSError, IndexError):
            continue
        out[int(pid)] = (int(stat[1]), sum(map(int, stat[11:15])) / TICK, command)
    return out


def below(found, root):
    out = [root]
    for pid in out:
        out += [child for child, (parent, _, _) in found.items() if parent == pid]
    return out


def executors():
    """pids of the executors of this process's Spark."""
    found = processes()
    return sorted(pid for pid in below(found, os.getpid()) if "CoarseGrainedExecutorBackend" in found[pid][2]
                  and "java" in found[pid][2].split(" ", 1)[0])


def spent(pids):
    """Seconds of processor: of the executors' Java, of the Python below them, and of all cores of the machine."""
    found = processes()
    java = sum(found[p][1] for p in pids)
    python = sum(found[p][1] for e in pids for p in below(found, e)[1:])
    busy = [int(x) for x in pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    own = sum(found[p][1] for p in below(found, os.getpid()))
    return java, python, own, (sum(busy) - busy[3] - busy[4]) / TICK


def bind(pids):
    """Each executor and what it has started or will start to one core of its own, as far as there are cores."""
    cores = sorted(os.sched_getaffinity(0))
    for i, pid in enumerate(pids):
        for each in below(processes(), pid):
            for thread in os.listdir(f"/proc/{each}/task"):
                os.sched_setaffinity(int(thread), {cores[i % len(cores)]})


def measured(pids, job):
    before, start = spent(pids), time.monotonic()
    job()
    clock, after = time.monotonic() - start, spent(pids)
    java, python, own, all_cores = (b - a for a, b in zip(before, after))
    return {"clock": clock, "java": java, "python": python,
            "others": max(0.0, all_cores - own) / (clock * os.cpu_count())}


def one_size(a):
    """In a process of its own: the jobs with a.one executors; prints one JSON object."""
    begin = time.monotonic()
    from pyspark.sql import SparkSession

    from entente import spark as es
    session = (SparkSession.builder.master(f"local-cluster[{a.one},1,2048]").appName("entente-gain")
               .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
               .config("spark.executor.memory", "1g")
               .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
               .config("spark.sql.files.maxPartitionBytes", "64m").config("spark.sql.files.openCostInBytes", "64m")
               .config("spark.local.dir", a.folder).config("spark.python.worker.reuse", "true").getOrCreate())
    session.sparkContext.setLogLevel("OFF")
    while len(executors()) < a.one:
        time.sleep(0.1)
    session.range(a.one, numPartitions=a.one).count()
    out, pids = {"session": time.monotonic() - begin}, executors()
    if a.bound:
        bind(pids)
    folder, number = a.folder, iter(range(100))

    def save(frame):
        frame.write.parquet(f"{folder}/out-{a.one}-{next(number)}")

    def documents(name):
        return es.read_documents(session.read.parquet(f"{folder}/{name}"), "body", url="id")

    index = es.ship_index(session, a.lists)

    def names(frame):
        return es.screen(frame, index, columns={"id": "id", "body": "name"}, date="2025-01-01")

    begin = time.monotonic()
    save(documents("together"))
    out["first"] = time.monotonic() - begin
    for _ in range(2):  # each executor opens its engine and its lists; Java compiles what it runs often
        save(documents("single"))
        save(names(session.read.parquet(f"{folder}/single")))
    out["single"] = measured(pids, lambda: save(documents("single")))
    out["together"] = measured(pids, lambda: save(documents("together")))
    out["documents"] = measured(pids, lambda: save(documents("documents")))
    out["names"] = measured(pids, lambda: save(names(session.read.parquet(f"{folder}/names"))))
    out["positions"] = measured(pids, lambda: save(es.ship_events(session.read.parquet(f"{folder}/positions"))))
    session.stop()
    print(json.dumps(out))


def table(a, found):
    one, most = found[a.executors[0]], found[a.executors[-1]]
    bound = "each bound to a core of its own" if a.bound else "not bound to cores"
    lines = [f"Spark, executors of one core, {bound}; {a.documents} documents of two sentences, {a.names} names, "
             f"{a.positions} positions; {os.cpu_count()} cores",
             f"{'':12}{'executors':>10}{'clock s':>9}{'rows/s':>9}{'Python us/row':>15}{'Java us/row':>13}{'others':>8}{'gain':>7}"]
    for job, rows in (("documents", a.documents), ("names", a.names), ("positions", a.positions)):
        for k in a.executors:
            m = found[k][job]
            lines.append(f"{job:12}{k:10}{m['clock']:9.1f}{rows / m['clock']:9.0f}{1e6 * m['python'] / rows:15.1f}"
                         f"{1e6 * m['java'] / rows:13.1f}{m['others']:8.0%}{one[job]['clock'] / m['clock']:7.2f}")
    task = [(found[k]["single"]["clock"] - found[k]["together"]["clock"]) * k / (OF_OVERHEAD - 1) for k in a.executors]
    cpu = [sum(found[k]["single"][w] - found[k]["together"][w] for w in ("java", "python")) / (OF_OVERHEAD - 1)
           for k in a.executors]
    lines.append("a task costs, beside its rows: " + ", ".join(
        f"{1e3 * t:.0f} ms ({1e3 * c:.0f} ms of processor) with {k}" for k, t, c in zip(a.executors, task, cpu)))
    lines.append("cold start: " + ", ".join(
        f"{found[k]['session']:.1f} s for Spark with {k}, {found[k]['first']:.1f} s to its first claims" for k in a.executors))
    if max(found[k][job]["others"] for k in a.executors for job in ("documents", "names", "positions")) > 0.05:
        lines.append("other work took more than 5 % of the cores: the clock and the gain say little, processor time more")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--names", type=int, default=2_000_000)
    parser.add_argument("--positions", type=int, default=4_000_000)
    parser.add_argument("--executors", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--lists", help="list file or folder (examples/lists/ofac-sdn)")
    parser.add_argument("--unbound", dest="bound", action="store_false")
    parser.add_argument("--out", type=pathlib.Path, help="write the table to this file too")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    a = parser.parse_args()
    a.lists = a.lists or str(a.source / "examples" / "lists" / "ofac-sdn")
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    if a.one:
        one_size(a)
        return 0
    found = {}
    with tempfile.TemporaryDirectory(prefix="entente-spark-") as folder:
        generate(folder, a.documents, a.names, a.positions)
        for k in a.executors:
            done = subprocess.run([sys.executable, *sys.argv, "--one", str(k), "--folder", folder], stdout=subprocess.PIPE)
            if done.returncode != 0:
                return 1
            found[k] = json.loads(done.stdout.decode().strip().split("\n")[-1])
            print(k, json.dumps(found[k]), file=sys.stderr, flush=True)
    text = table(a, found)
    print(text, end="")
    if a.out:
        a.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
