#!/usr/bin/env python3
"""The part of ICU's data that Entente uses, as assembly: icu_data.py LIBICUDATA.A ICUPKG GENCCODE OUT.S

Kept: normalisation, transliteration, scripts, English names of languages, and the converters of charsets
that web pages and files declare. Left out: locales, collation, zones, dictionaries of words, and converters of
mainframes (EBCDIC), which are seven eighths of it. What an item needs is kept with it.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

KEPT = re.compile(r"translit/.*|[^/]*\.icu|[^/]*\.nrm|(root|pool|res_index|en|likelySubtags|"
                  r"numberingSystems|icuver)\.res|lang/(en|root|pool|res_index)\.res|[^/]*\.cnv")
# Mainframes', and those that only these need.
LEFT_OUT = re.compile(r"(euc-tw|cns-|lmb|iso-ir|icu-internal-compound|ibm-(1388|1375|1390|964|1371|5471|1364|930|"
                      r"933|935|937|939|1399|954|16684|33722|949_P11A|1383)|icu-internal-25546|jisx-212)[^/]*\.cnv|unames\.icu|uemoji\.icu|uts46\.nrm")


def main(archive, icupkg, genccode, out):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        subprocess.run(["ar", "x", archive], cwd=folder, check=True)
        member = next(folder.glob("icudt*_dat.o"))
        name = member.name[:-len("_dat.o")]  # icudt72l
        whole, part = folder / f"{name}.dat", folder / "part" / f"{name}.dat"
        part.parent.mkdir()
        subprocess.run(["objcopy", "-O", "binary", "-j", ".rodata", member, whole], check=True)
        items = subprocess.run([icupkg, "-l", whole], check=True, capture_output=True, text=True).stdout.split()
        kept = {i for i in items if KEPT.fullmatch(i) and not LEFT_OUT.fullmatch(i)}
        for _ in range(50):
            (folder / "drop.txt").write_text("\n".join(i for i in items if i not in kept) + "\n")
            done = subprocess.run([icupkg, "-r", folder / "drop.txt", whole, part], capture_output=True, text=True)
            if done.returncode == 0:
                break
            missing = re.findall(r"Item (\S+) depends on missing item", done.stderr + done.stdout)
            if not missing:
                sys.exit(done.stderr)
            kept -= set(missing)
        else:
            sys.exit("icu_data: items need each other in a circle")
        subprocess.run([genccode, "-a", "gcc", "-e", name.rstrip("lb"), "-d", folder, part], check=True,
                       stdout=subprocess.DEVNULL)
        text = next(folder.glob("*.S")).read_text()
        pathlib.Path(out).write_text(text)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
