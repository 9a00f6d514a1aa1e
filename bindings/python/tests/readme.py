"""Runs the Python examples of the files given, each in a fresh folder: readme.py FILE…"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

REPORT = "Iran sold hundreds of drones to Russia in 2022. Moscow denied that it had bought them.\n"
count = 0
for name in sys.argv[1:]:
    for block in re.findall(r"^```python\n(.*?)^```", pathlib.Path(name).read_text(encoding="utf-8"), re.M | re.S):
        if "pyspark" in block or "es." in block:
            continue
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "report.txt").write_text(REPORT)
            done = subprocess.run([sys.executable, "-c", block], cwd=folder, capture_output=True, text=True,
                                  env={**os.environ, "HOME": folder})
            print(done.stdout[:400])
            if done.returncode != 0 or not done.stdout.strip():
                sys.exit(f"{name}: the example fails\n{block}\n{done.stderr}")
            count += 1
if count == 0:
    sys.exit("no example found")
print(f"{count} examples run")
