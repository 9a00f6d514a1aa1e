#!/usr/bin/env python3
"""Checks every #include of the project against the layer order of src/LAYERS.

    layers.py ROOT     exit 0: nothing forbidden; exit 1: one line "file:line: why" for each fault

What is checked:
  - a file of src/NAME/ includes only its own folder and those that the row NAME of LAYERS allows;
  - a row allows only folders whose own row stands above it, so that the order has no circle;
  - every folder of src/ with C++ in it has a row;
  - a program in apps/ includes its own files and the public headers entente/…, no layer;
  - the public headers lean on no layer, and only engine implements them;
  - project headers are included by "folder/file.h" from src/, in quotes, never by "../", and exist;
  - headers that are slow to compile (HEAVY) stand in .cpp files only.
"""

import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
CODE = {".h", ".cpp"}
IMPLEMENTS_PUBLIC_HEADERS = "engine"
# Over half a second each at -O2; measured with g++ 12.
HEAVY = ("nlohmann/json.hpp", "CLI/", "simdjson", "unicode/", "re2/")


def read_layers(path):
    """LAYERS as {folder: allowed folders}, and the faults of the file itself."""
    rows, faults = {}, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        words = line.split("#", 1)[0].split()
        if not words:
            continue
        name, allowed = words[0], words[1:]
        for other in allowed:
            if other not in rows:
                faults.append(f"{path.name}:{number}: {name} names {other}, which has no row above it")
        rows[name] = set(allowed) | {name}
    return rows, faults


def code_files(folder):
    return sorted(p for p in folder.rglob("*") if p.suffix in CODE) if folder.is_dir() else []


def includes(path):
    """(line number, quote character, included path) of each #include."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := INCLUDE.match(line):
            yield number, match[1], match[2]


def fault_of(root, file, own, allowed, layers, quote, target):
    """Why this include is forbidden; None when it is not."""
    first = target.split("/", 1)[0]
    allows = f"src/LAYERS allows {' '.join(sorted(allowed))}" if allowed else "it has entente/… only"
    if file.suffix == ".h" and target.startswith(HEAVY):
        return f"{target} is slow to compile; include it in a .cpp file only"
    if ".." in target.split("/"):
        return f'{target} climbs out of its folder; write "folder/file.h" as seen from src/'
    if first in layers:
        if first not in allowed:
            return f"{own} may not include {target}; {allows}"
        if quote == "<":
            return f'{target} belongs to the project; write it in quotes'
        if not (root / "src" / target).is_file():
            return f"{target} does not exist in src/"
    elif first == "entente" and own in layers and own != IMPLEMENTS_PUBLIC_HEADERS:
        return f"{own} may not include {target}; only {IMPLEMENTS_PUBLIC_HEADERS} implements the public headers"
    elif quote == '"' and not any((base / target).is_file() for base in (file.parent, root / "include")):
        return f"{target} is found neither beside the file nor in include/"
    return None


def check(root):
    layers, faults = read_layers(root / "src" / "LAYERS")
    places = []  # (file, folder it belongs to, what it may include)
    for file in code_files(root / "src"):
        own = file.relative_to(root / "src").parts[0]
        if own in layers:
            places.append((file, own, layers[own]))
        else:
            faults.append(f"{file.relative_to(root)}:1: {own} has no row in src/LAYERS")
    places += [(file, outside, set()) for outside in ("apps", "include") for file in code_files(root / outside)]
    for file, own, allowed in places:
        for number, quote, target in includes(file):
            if why := fault_of(root, file, own, allowed, layers, quote, target):
                faults.append(f"{file.relative_to(root)}:{number}: {why}")
    return faults, len(places)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: layers.py ROOT")
    faults, files = check(pathlib.Path(sys.argv[1]))
    for fault in faults:
        print(fault)
    print(f"layers: {files} files, {len(faults)} faults")
    sys.exit(1 if faults or not files else 0)


if __name__ == "__main__":
    main()
