#!/usr/bin/env python3
"""Makes the tables that findings about ships look things up in.

    tools/ship_tables.py coastline LAND_50M_JSON     data/coastline.tsv, from world-atlas (npm) land-50m.json
    tools/ship_tables.py ports WPI_CSV               data/ports.tsv, from the World Port Index (NGA)
    tools/ship_tables.py mids MID_CSV                data/mids.tsv, from the ITU's table of MIDs

Each keeps the head of the table it rewrites, which says what it holds and where it is from.
"""
import csv
import json
import pathlib
import sys

DATA = pathlib.Path(__file__).resolve().parent.parent / "data"
HEADS = {
    "coastline.tsv": """# Coastlines of the world, for distances from shore and for maps. One ring of land a line: longitude and
# latitude of its corners in hundredths of a degree, the first in full and each next one as the step from
# the one before. Lakes count as land; the Caspian is sea.
# Source: Natural Earth 1:50m land, version 4.1.0 (public domain), as redistributed by world-atlas 2.0.2
# (npm), thinned to corners that move the line by 0.01 degrees or more by tools/ship_tables.py.
ring
""",
    "ports.tsv": """# Ports of the world, for calls where no list of anchorages is given. Positions are to the minute of arc or
# so: near enough for a harbour, not for a berth.
# Source: World Port Index, National Geospatial-Intelligence Agency (US Government, public domain), as
# Global Fishing Watch keeps it; by tools/ship_tables.py.
# country    ISO 3166-1 alpha-3
name\tcountry\tlatitude\tlongitude
""",
    "mids.tsv": """# Maritime identification digits: the first three digits of a ship's MMSI, and whose they are.
# Source: ITU table of MIDs; facts. By tools/ship_tables.py.
mid\tcountry
""",
}


def thinned(points, tolerance):
    """Douglas and Peucker, without recursion."""
    keep = {0, len(points) - 1}
    left = [(0, len(points) - 1)]
    while left:
        first, last = left.pop()
        (x0, y0), (x1, y1) = points[first], points[last]
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        worst, at = 0, None
        for i in range(first + 1, last):
            x, y = points[i]
            off = (abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length if length
                   else ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5)
            if off > worst:
                worst, at = off, i
        if worst > tolerance:
            keep.add(at)
            left += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def coastline(path):
    topology = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * kx + tx, y * ky + ty))
        arcs.append(line)
    rows = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                points = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points += arc if not points else arc[1:]
                middle = len(points) // 2
                points = thinned(points[:middle + 1], 0.01)[:-1] + thinned(points[middle:], 0.01)
                corners = []
                for x, y in points:
                    corner = (round(x * 100), round(y * 100))
                    if not corners or corner != corners[-1]:
                        corners.append(corner)
                if len(corners) < 4:
                    continue
                steps = [corners[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in zip(corners, corners[1:])]
                rows.append(" ".join(f"{x},{y}" for x, y in steps))
    return sorted(rows, key=lambda row: (-len(row), row))


def ports(path):
    with open(path, encoding="utf-8") as file:
        rows = {(r["label"].strip(), r["iso3"].strip(), f"{float(r['latitude']):.4f}", f"{float(r['longitude']):.4f}")
                for r in csv.DictReader(file)}
    return ["\t".join(row) for row in sorted(rows)]


def mids(path):
    with open(path, encoding="utf-8") as file:
        return [f"{r['mid']}\t{r['iso2']}" for r in csv.DictReader(file)]


def main():
    makers = {"coastline": coastline, "ports": ports, "mids": mids}
    if len(sys.argv) != 3 or sys.argv[1] not in makers:
        sys.exit(__doc__)
    name = sys.argv[1] + ".tsv"
    (DATA / name).write_text(HEADS[name] + "\n".join(makers[sys.argv[1]](sys.argv[2])) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
