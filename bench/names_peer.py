"""Times nomenklatura's logic-v2 on the pairs of a file and prints the median of five runs.

    PEER_PYTHON bench/names_peer.py NAME_PAIRS.csv      a Python with nomenklatura (pip install nomenklatura)
"""
import csv
import statistics
import sys
import time

from followthemoney import model
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig

algorithm = get_algorithm("logic-v2")
config = ScoringConfig.defaults()


def make(schema, name, number):
    return model.get_proxy({"id": f"e{number}", "schema": schema, "properties": {"name": [name]}})


rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
pairs = [(make(r["schema"], r["name1"], 2 * i), make(r["schema"], r["name2"], 2 * i + 1)) for i, r in enumerate(rows)]
runs = []
for _ in range(5):
    start = time.thread_time()
    for a, b in pairs:
        algorithm.compare(a, b, config)
    runs.append((time.thread_time() - start) / len(pairs) * 1e6)
print(f"peer: nomenklatura logic-v2        {statistics.median(runs):8.2f} us   ({len(pairs)} pairs)")
