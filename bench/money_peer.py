"""The questions of money_bench put to networkx and igraph, in the same run, equality first.

    bench/money_peer.py --bench build/release/money_bench --folder FOLDER [--payments N] [--venv FOLDER] [--out FILE]

Runs money_bench on a table of N payments (usual: 200000, which the peers can bear), then the peers on the same table.
Makes a venv with the peers (PyPI) at --venv unless it is there, and runs itself in it. Times are processor time of the
question alone, after loading.

- Haircut and FIFO over a networkx.MultiDiGraph: payments are its edges, balances and parcels attributes of its nodes.
- Closed groups over an igraph.Graph: the induced subgraph of each payer's payees, its ties against the configuration
  model, the same cut of false discoveries.
"""
import argparse
import collections
import csv
import math
import pathlib
import re
import subprocess
import sys

from peers import in_venv, timed

PEERS = ("python-igraph", "networkx")


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        return [(r["source"], r["target"], round(float(r["amount"]) * 100)) for r in csv.DictReader(file)]


def origins_of(rows):
    """Every 20011th account in the order in which they come, as the bench has them."""
    order = dict.fromkeys(a for s, t, _ in rows for a in (s, t))
    return set(list(order)[::20011])


def trace(graph, ordered, origins, method):
    nodes = graph.nodes
    for node in nodes.values():
        node["balance"], node["tainted"], node["parcels"] = 0, 0.0, collections.deque()
    for source, target, key in ordered:
        amount = graph.edges[source, target, key]["amount"]
        payer, payee = nodes[source], nodes[target]
        if method == "haircut":
            moved = amount if source in origins else payer["tainted"] if amount >= payer["balance"] else \
                payer["tainted"] * (amount / payer["balance"])
            if source not in origins:
                payer["tainted"] -= moved
            payer["balance"] = max(0, payer["balance"] - amount)
            payee["balance"] += amount
            if target not in origins:
                payee["tainted"] += moved
            continue
        left, parcels = amount, payer["parcels"]
        while left and parcels:
            part, tainted = parcels[0]
            take = min(left, part)
            payee["parcels"].append((take, tainted or source in origins))
            left -= take
            if take == part:
                parcels.popleft()
            else:
                parcels[0] = (part - take, tainted)
        if left:
            payee["parcels"].append((left, source in origins))
    if method == "haircut":
        return sum(n["tainted"] for a, n in nodes.items() if a not in origins) / 100
    return sum(p for a, n in nodes.items() if a not in origins for p, tainted in n["parcels"] if tainted) / 100


def poisson_tail(count, expected):
    if count <= expected:
        return 1.0
    term = math.exp(count * math.log(expected) - expected - math.lgamma(count + 1))
    total = 0.0
    while term > total * 1e-16:
        total += term
        count += 1
        term *= expected / count
    return total


def closed_groups(graph):
    chances, looked_at, ties = [], 0, graph.ecount()
    out, into = graph.degree(mode="out"), graph.degree(mode="in")
    for payer in range(graph.vcount()):
        payees = graph.neighbors(payer, mode="out")
        if not 2 <= len(payees) <= 200:
            continue
        looked_at += 1
        inside = graph.induced_subgraph(payees).ecount()
        if inside:
            expected = sum(out[a] for a in payees) * sum(into[a] for a in payees) / ties
            chances.append(poisson_tail(inside, expected))
    chances.sort()
    return looked_at, max((i + 1 for i, c in enumerate(chances) if c <= 0.05 * (i + 1) / looked_at), default=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--payments", type=int, default=200000)
    parser.add_argument("--venv", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    asked = parser.parse_args()
    in_venv(asked.venv or asked.folder / "venv", PEERS)
    import igraph
    import networkx
    asked.folder.mkdir(parents=True, exist_ok=True)
    ours = subprocess.run([asked.bench, asked.folder, str(asked.payments), str(asked.payments // 10)],
                          capture_output=True, text=True, check=True).stdout
    rows = rows_of(asked.folder / "payments.csv")
    origins = origins_of(rows)
    graph = networkx.MultiDiGraph()
    ordered = [(s, t, graph.add_edge(s, t, amount=a)) for s, t, a in rows]
    lines, wrong = [ours.rstrip(), f"the same by peers (networkx {networkx.__version__}, igraph {igraph.__version__})"], []
    held = re.findall(r"held tainted ([\d.]+)", ours)
    for place, method in ((1, "haircut"), (2, "fifo")):
        value, seconds = timed(lambda: trace(graph, ordered, origins, method))
        lines.append(f"  {method + ', networkx':32} {seconds:22.2f} s processor, held tainted {value:.6f}")
        if abs(value - float(held[place])) > 1e-6 * max(1, value):
            wrong.append(method)
    index = {a: i for i, a in enumerate(dict.fromkeys(a for s, t, _ in rows for a in (s, t)))}
    simple = igraph.Graph(len(index), list({(index[s], index[t]) for s, t, _ in rows}), directed=True)
    (looked_at, found), seconds = timed(lambda: closed_groups(simple))
    lines.append(f"  {'closed groups, igraph':32} {seconds:22.2f} s processor, {looked_at} payers looked at, {found} closed groups")
    if f"{looked_at} payers looked at, {found} closed groups" not in ours:
        wrong.append("closed groups")
    lines.append(f"differ: {', '.join(wrong)}" if wrong else "all answers are equal")
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if asked.out:
        asked.out.write_text(text, encoding="utf-8")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
