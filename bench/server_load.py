"""Load on the server over loopback, by wrk, beside the machine's bare Beast ceiling.

    bench/server_load.py --entente PROGRAM --index FILE --names FILE [--ceiling PROGRAM] [--seconds N] [--out FILE]

NAMES has a name a line. Single: POST /match/default with one query; batch: with 100. Each is run with 8 connections on two
threads, and once more with 1 connection, where latency is that of an idle machine. Beside requests a second stand the
server's processor seconds for each, since the clock says little on a machine that others share.
"""
import argparse
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time

LUA = """
local bodies = {}
for line in io.lines(%r) do bodies[#bodies + 1] = line end
local n = 0
wrk.method, wrk.headers["Content-Type"] = "POST", "application/json"
request = function() n = n + 1; return wrk.format(nil, nil, nil, bodies[n %% #bodies + 1]) end
"""


def start(words, folder):
    process = subprocess.Popen([str(w) for w in words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder)
    return process, process.stdout.readline().decode().split()[1]


def spent(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(process):
    text = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) // 1024


def wrk(process, url, script, connections, seconds):
    before = spent(process)
    words = ["wrk", "-t2" if connections > 1 else "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script, url]
    out = subprocess.run(words, capture_output=True, check=True).stdout.decode()
    took = spent(process) - before
    done = int(re.search(r"(\d+) requests in", out)[1])
    latency = dict(re.findall(r"(50|99)%\s+([\d.]+\w+)", out))
    bad = sum(map(int, re.findall(r"Non-2xx or 3xx responses: (\d+)", out)))
    return {"requests": done, "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]), "p50": latency["50"],
            "p99": latency["99"], "cpu_us": took / max(done, 1) * 1e6, "bad": bad}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--entente", required=True, type=os.path.abspath)
    parser.add_argument("--index", required=True, type=os.path.abspath)
    parser.add_argument("--names", required=True)
    parser.add_argument("--ceiling", type=os.path.abspath)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--out")
    args = parser.parse_args()
    names = [n for n in pathlib.Path(args.names).read_text(encoding="utf-8").splitlines() if n.strip()]
    lines = [f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)

        def scripts(kind, size):
            ask = [{"queries": {str(i): {"schema": "LegalEntity", "properties": {"name": [n]}}
                                for i, n in enumerate(names[at:at + size])}} for at in range(0, len(names), size)]
            (folder / f"{kind}.jsonl").write_text("".join(json.dumps(a) + "\n" for a in ask))
            (folder / f"{kind}.lua").write_text(LUA % str(folder / f"{kind}.jsonl"))
            return folder / f"{kind}.lua"

        single, batch = scripts("single", 1), scripts("batch", 100)
        since = time.monotonic()
        server, url = start([args.entente, "serve", "--ledger", folder / "l.db", "--index", args.index,
                             "--listen", "127.0.0.1:0"], folder)
        lines.append(f"ready after {time.monotonic() - since:.1f} s, {memory(server)} MiB")
        runs = [("single, 8 connections", single, 8, 1), ("single, 1 connection", single, 1, 1),
                ("batches of 100, 8 connections", batch, 8, 100)]
        try:
            for what, script, connections, size in runs:
                r = wrk(server, url + "match/default", script, connections, args.seconds)
                lines.append(f"{what}: {r['rate']:.0f} requests/s, {r['rate'] * size:.0f} names/s, p50 {r['p50']}, p99 {r['p99']}, "
                             f"{r['cpu_us'] / size:.0f} us of processor time a name, {r['bad']} failed")
            lines.append(f"{memory(server)} MiB at the end")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()
        if args.ceiling:
            bare, url = start([args.ceiling], folder)
            r = wrk(bare, url, single, 8, args.seconds)
            lines.append(f"bare Beast, 8 connections: {r['rate']:.0f} requests/s, p99 {r['p99']}, {r['cpu_us']:.0f} us a request")
            bare.kill()
            bare.wait()
    print("\n".join(lines))
    if args.out:
        pathlib.Path(args.out).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
