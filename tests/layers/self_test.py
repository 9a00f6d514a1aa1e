#!/usr/bin/env python3
"""Shows that layers.py and tidy.py fail when they should: plants one fault at a time in a temporary copy.

    self_test.py ROOT     ROOT is the project; its src/ and apps/ are copied, never touched
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent

# (checker, file to write or append to, text, what the output must hold)
PLANTED = [
    ("layers", "src/base/planted.cpp", '#include "base/text.h"\n#include "ledger/reader.h"\n',
     "src/base/planted.cpp:2: base may not include ledger/reader.h"),
    ("layers", "src/reading/planted.h", '#include "intake/document.h"\n', "src/reading/planted.h:1: reading may not"),
    ("layers", "src/model/planted.h", "#include <nlohmann/json.hpp>\n", "src/model/planted.h:1: nlohmann/json.hpp is slow"),
    ("layers", "src/model/planted.cpp", '#include "../base/text.h"\n', "src/model/planted.cpp:1: ../base/text.h climbs"),
    ("layers", "src/model/planted.cpp", '#include "base/no_such.h"\n', "src/model/planted.cpp:1: base/no_such.h does not"),
    ("layers", "src/newcomer/planted.cpp", "int planted;\n", "src/newcomer/planted.cpp:1: newcomer has no row"),
    ("layers", "src/LAYERS", "\nlow high\nhigh base\n", "low names high, which has no row above it"),
    ("layers", "apps/cli/planted.cpp", '#include "ledger/reader.h"\n', "apps/cli/planted.cpp:1: apps may not include"),
    ("layers", "include/entente/planted.h", '#include "model/claim.h"\n', "include/entente/planted.h:1: include may not"),
    ("layers", "src/model/planted.cpp", '#include "entente/engine.h"\n', "src/model/planted.cpp:1: model may not include"),
    ("tidy", "src/base/planted.cpp", "int long_one(int a) {\n" + "  ++a;\n" * 80 + "  return a;\n}\n",
     "src/base/planted.cpp:1: a function of 83 lines"),
    ("tidy", "src/base/planted.cpp", "// a line\n" * 601, "src/base/planted.cpp:1: 601 lines"),
    ("tidy", "src/base/planted.cpp", "// TO" + "DO: later\n", "src/base/planted.cpp:1: TO" + "DO"),
    ("tidy", "src/base/planted.cpp", 'auto p = "/ho' + 'me/someone/x";\n', "src/base/planted.cpp:1: a path of one machine"),
]


def run(checker, root):
    command = [sys.executable, str(HERE / f"{checker}.py"), str(root)]
    if checker == "tidy":
        command.append(str(HERE / "ratchet.txt"))
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


def small_copy(project, target):
    """LAYERS and the two lowest folders: a tree that passes both checkers."""
    for part in ("src/base", "src/model"):
        shutil.copytree(project / part, target / part)
    shutil.copy(project / "src" / "LAYERS", target / "src" / "LAYERS")


def main():
    project, failures = pathlib.Path(sys.argv[1]), []
    for checker, name, text, wanted in [("layers", "", "", ""), ("tidy", "", "", "")] + PLANTED:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            small_copy(project, root)
            if name:
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                with open(root / name, "a", encoding="utf-8") as file:
                    file.write(text)
            status, output = run(checker, root)
            if status != (1 if name else 0) or wanted not in output:
                failures.append(f"{checker}, {name or 'nothing'} planted: exit {status}, wanted '{wanted}' in:\n{output}")
    print("\n".join(failures) or f"self test: {len(PLANTED)} planted faults found, clean copy passes")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
