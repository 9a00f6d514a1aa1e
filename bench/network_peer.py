"""The questions of network_bench put to DuckDB, igraph and networkx, in the same run, equality first.

    bench/network_peer.py --bench build/release/network_bench --folder FOLDER [--venv FOLDER] [--out FILE]

Runs network_bench, which leaves its made-up files in FOLDER, then the peers on those files. Makes a venv with the
peers (PyPI) at --venv unless it is there, and runs itself in it; a peer that is not installed is said to be skipped.
Times are processor time of the question alone, after loading.

- The 50 percent rule in DuckDB: SQL allows no sums within a recursion, so the table of blocked parties grows by one
  statement a round until a round adds none.
- igraph's k shortest paths (Yen over the whole graph) did not end within minutes here: its best path is compared.
"""
import argparse
import importlib.util
import pathlib
import subprocess
import sys

from peers import in_venv, timed

PEERS = ("python-igraph", "networkx", "duckdb", "numpy", "pandas")


def owners_by_duckdb(folder, say):
    import duckdb
    db = duckdb.connect()
    db.execute("SET threads TO 1")
    db.execute(f"CREATE TABLE s AS SELECT owner, entity, percent FROM read_csv('{folder}/stakes.csv', header=true)")
    db.execute(f"CREATE TABLE b AS SELECT column0 AS party FROM read_csv('{folder}/listed.txt', header=false)")
    listed = db.execute("SELECT count(*) FROM b").fetchone()[0]

    def run():
        while True:
            before = db.execute("SELECT count(*) FROM b").fetchone()[0]
            db.execute("INSERT INTO b SELECT entity FROM s JOIN b ON owner = party WHERE entity NOT IN "
                       "(SELECT party FROM b) GROUP BY entity HAVING sum(percent) >= 50")
            after = db.execute("SELECT count(*) FROM b").fetchone()[0]
            if after == before:
                return after - listed
    blocked, seconds = timed(run)
    say(f"50 percent rule, DuckDB {duckdb.__version__}: {blocked} blocked, {seconds * 1e3:.0f} ms")


def edges_of(folder):
    import numpy
    both = numpy.fromfile(folder / "edges.bin", dtype=numpy.uint32)
    return numpy.stack([both[:len(both) // 2], both[len(both) // 2:]], axis=1)


def components_by_igraph(folder, say):
    import igraph
    edges = edges_of(folder)
    graph = igraph.Graph(n=len(edges) // 3, edges=edges, directed=True)
    parts, seconds = timed(lambda: len(graph.connected_components(mode="strong")))
    say(f"strongly connected components, igraph {igraph.__version__}: {parts}, {seconds * 1e3:.0f} ms")


def components_by_networkx(folder, say):
    import networkx
    edges = edges_of(folder)
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(len(edges) // 3))
    graph.add_edges_from(map(tuple, edges.tolist()))
    parts, seconds = timed(lambda: sum(1 for _ in networkx.strongly_connected_components(graph)))
    say(f"strongly connected components, networkx {networkx.__version__}: {parts}, {seconds * 1e3:.0f} ms")


def paths_by_igraph(folder, say):
    import igraph
    import pandas
    cost = {"unverified": 8, "reported": 4, "corroborated": 2, "confirmed": 1}

    def load():
        ties = pandas.read_csv(folder / "ties.csv", usecols=["from", "to", "standing"])
        codes, names = pandas.factorize(pandas.concat([ties["from"], ties["to"]]))
        ends = codes.reshape(2, -1).T
        graph = igraph.Graph(n=len(names), edges=ends)
        return graph, ties["standing"].map(cost).tolist(), {n: i for i, n in enumerate(names)}
    (graph, weights, number), seconds = timed(load)
    say(f"{graph.ecount()} ties, pandas and igraph: loaded in {seconds:.1f} s")
    times, equal = [], 0
    for line in (folder / "pairs.txt").read_text().splitlines()[:5]:
        start, end, best = line.split()[:3]
        found, seconds = timed(lambda: graph.distances(number[start], number[end], weights=weights)[0][0])
        times.append(seconds)
        equal += found == int(best)
    say(f"the best path alone, igraph: {equal} of {len(times)} costs equal, median "
        f"{sorted(times)[len(times) // 2] * 1e3:.0f} ms")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--venv", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    if options.venv:
        in_venv(options.venv, PEERS)
    lines = []

    def say(line):
        print(line, flush=True)
        lines.append(line)

    options.folder.mkdir(parents=True, exist_ok=True)
    ours = subprocess.run([options.bench, options.folder], capture_output=True, text=True, check=True).stdout
    for line in ours.splitlines():
        say(line)
    for module, questions in (("duckdb", [owners_by_duckdb]),
                              ("igraph", [components_by_igraph, paths_by_igraph]),
                              ("networkx", [components_by_networkx])):
        if importlib.util.find_spec(module) is None:
            say(f"{module}: skipped, not installed")
            continue
        for question in questions:
            question(options.folder, say)
    if options.out:
        options.out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
