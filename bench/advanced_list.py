"""Peak memory and time of streaming a large sdn_advanced.xml, made up by the published schema.

    bench/advanced_list.py ENTENTE [MEGABYTES]       100 by default; prints one line, exit status 1 above 64 MiB

The file holds the reference sets of tests/lists/sdn_advanced.xml and its two parties over and over, each with numbers,
names, documents and an entry of its own. What is measured is `entente export --format ftm`, which hands every entity on.
"""
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time

LIMIT_MIB = 64
SOURCE = pathlib.Path(__file__).resolve().parent.parent / "tests/lists/sdn_advanced.xml"


def parts_of(text):
    """(head, {section: its inside}, tail) of the fixture."""
    inside = {name: re.search(f"<{name}>(.*)</{name}>", text, re.S).group(1)
              for name in ("Locations", "IDRegDocuments", "DistinctParties", "SanctionsEntries")}
    return text[:text.index("<Locations>")], inside


def numbered(piece, n):
    """Ids of parties, identities, documents and places made this copy's own; names too."""
    piece = re.sub(r'\b(FixedRef|ProfileID|IdentityID)="(\d+)"', lambda m: f'{m[1]}="{int(m[2]) + 10 * n}"', piece)
    piece = re.sub(r'<(Profile|Identity|IDRegDocument|SanctionsEntry|Location) ID="(\d+)"',
                   lambda m: f'<{m[1]} ID="{int(m[2]) + 10 * n}"', piece)
    piece = re.sub(r'LocationID="(\d+)"', lambda m: f'LocationID="{int(m[1]) + 10 * n}"', piece)
    return piece.replace("Yong Su", f"Yong Su {n}").replace("HANA STAR", f"HANA STAR {n}").replace("65432", f"{n:07}")


def write(path, megabytes):
    head, inside = parts_of(SOURCE.read_text(encoding="utf-8"))
    copies = megabytes * 1_000_000 // sum(len(numbered(p, 12345).encode()) for p in inside.values()) + 1
    with path.open("w", encoding="utf-8") as out:
        out.write(head)
        for name, piece in inside.items():
            out.write(f"<{name}>")
            for n in range(copies):
                out.write(numbered(piece, n))
            out.write(f"</{name}>\n")
        out.write("</Sanctions>\n")
    return copies


def entities_of(entente, path):
    with subprocess.Popen([entente, "export", "--format", "ftm", "--quiet", path], stdout=subprocess.PIPE) as run:
        lines = sum(chunk.count(b"\n") for chunk in iter(lambda: run.stdout.read(1 << 16), b""))
    if run.returncode:
        sys.exit(f"{path}: status {run.returncode}")
    return lines


def main():
    entente, megabytes = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "sdn_advanced.xml"
        expected = write(path, megabytes) * entities_of(entente, SOURCE)
        size = path.stat().st_size
        start = time.monotonic()
        entities = entities_of(entente, path)
        seconds = time.monotonic() - start
    if entities != expected:
        sys.exit(f"{entities} of {expected} entities")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    mib = used.ru_maxrss / 1024
    print(f"sdn_advanced.xml of {size / 1e6:.0f} MB, {entities} entities: peak {mib:.1f} MiB (limit {LIMIT_MIB}), "
          f"{used.ru_utime + used.ru_stime:.1f} s of processor time, {seconds:.1f} s")
    sys.exit(mib > LIMIT_MIB)


if __name__ == "__main__":
    main()
