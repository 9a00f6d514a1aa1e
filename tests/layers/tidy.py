#!/usr/bin/env python3
"""A ratchet: what is long may not become more, and some things may not stand in the tree at all.

    tidy.py ROOT RATCHET     exit 0, or 1 with one line "file:line: why" for each fault

RATCHET is a file of "name count" rows: how many functions over 70 lines and files over 600 lines there
may be. A lower count than the row's is good; the row then wants lowering. Absolute paths of one machine
and unfinished work (the marks below) are never allowed.

Functions are found by matching braces in text without comments and strings, which is enough for
a codebase in one format and needs no compiler.
"""

import pathlib
import re
import sys

FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 600
FOLDERS = ("src", "apps", "include", "training", "bench", "fuzz", "tests", "scripts", "tools", "quality", "docs",
           "examples", ".ci")
CPP = {".h", ".cpp"}
TEXT = CPP | {".py", ".sh", ".md", ".txt", ".cmake", ".js", ".css", ""}
MARKS = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME"]) + r")\b")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|home|root|Users)/[\w.]")
# Comments, raw strings, strings and characters, in the order they must be tried.
NOT_CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', re.S)


def code_only(text):
    """The text with comments and literals blanked, line by line at the same place."""
    return NOT_CODE.sub(lambda m: '""' + "\n" * m[0].count("\n"), text)


def opens_function(head):
    """Whether '{' after `head` (the text since the last ';', '{' or '}') opens a function's body."""
    head = re.sub(r"^\s*#.*$", "", head, flags=re.M)
    if re.match(r"\s*(?:(?:inline|static|export)\s+)*(?:namespace|class|struct|enum|union|extern)\b", head):
        return False
    outside = re.sub(r"\([^()]*\)", "()", re.sub(r"\([^()]*\)", "", head))
    return "(" in head and not re.search(r"(?<!operator)(?<![=!<>])=(?!=)", outside)


def functions(text):
    """(first line, line count) of each function."""
    code, depth, inside, start = code_only(text), 0, None, 0
    for match in re.finditer(r"[;{}]", code):
        at = match.start()
        if match[0] == "{":
            head = code[start:at]
            if inside is None and opens_function(head):
                blank = len(head) - len(head.lstrip())
                inside = (depth, code.count("\n", 0, start + blank) + 1)
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if inside and depth == inside[0]:
                yield inside[1], code.count("\n", 0, at) + 2 - inside[1]
                inside = None
        start = at + 1


def project_files(root):
    files = [p for p in root.iterdir() if p.is_file() and p.suffix in TEXT and not p.name.startswith(".")]
    for folder in FOLDERS:
        files += [p for p in (root / folder).rglob("*") if p.is_file() and p.suffix in TEXT]
    return sorted(p for p in files if "__pycache__" not in p.parts)


def check(root):
    """Counts for the ratchet as {name: ["file:line: why"]}, and the faults that are never allowed."""
    counted, faults = {"functions_over_70_lines": [], "files_over_600_lines": []}, []
    for path in project_files(root):
        text = path.read_text(encoding="utf-8", errors="replace")
        shown = path.relative_to(root)
        for number, line in enumerate(text.splitlines(), 1):
            if mark := MARKS.search(line):
                faults.append(f"{shown}:{number}: {mark[0]}: finish it or drop it")
            if found := MACHINE_PATH.search(line):
                faults.append(f"{shown}:{number}: a path of one machine ({found[0]}…)")
        if path.suffix not in CPP:
            continue
        lines = text.count("\n")
        if lines > FILE_LINES_MAX:
            counted["files_over_600_lines"].append(f"{shown}:1: {lines} lines")
        for first, length in functions(text):
            if length > FUNCTION_LINES_MAX:
                counted["functions_over_70_lines"].append(f"{shown}:{first}: a function of {length} lines")
    return counted, faults


def read_ratchet(path):
    rows = [line.split("#", 1)[0].split() for line in path.read_text(encoding="utf-8").splitlines()]
    return {row[0]: int(row[1]) for row in rows if row}


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: tidy.py ROOT RATCHET")
    counted, faults = check(pathlib.Path(sys.argv[1]))
    allowed = read_ratchet(pathlib.Path(sys.argv[2]))
    failed = bool(faults)
    for fault in faults:
        print(fault)
    for name, found in counted.items():
        print(f"tidy: {name}: {len(found)}, {allowed.get(name, 0)} allowed")
        if len(found) > allowed.get(name, 0):
            failed = True
            print("\n".join(found))
        elif len(found) < allowed.get(name, 0):
            print(f"      lower the row in {sys.argv[2]} to {len(found)}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
