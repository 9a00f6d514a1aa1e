#!/usr/bin/env python3
"""Types of the pages' calls (web/src/routes.d.ts) from the OpenAPI document: of every GET route the parameters that it takes.

    entente serve --openapi | tools/web_routes.py > web/src/routes.d.ts
    entente serve --openapi | tools/web_routes.py --check web/src/routes.d.ts    # 1 when it is another

The file is committed, so that the pages build without the program; the test web.routes holds it to the program's table.
"""
import json
import sys

HEAD = "// Made by tools/web_routes.py from the OpenAPI document: the parameters of every GET route.\n"


def type_of(schema):
    if schema["type"] == "array":
        item = type_of(schema["items"])
        return f"{item} | {item}[]" if "'" not in item else f"{item} | ({item})[]"
    if "enum" in schema:
        return " | ".join(f"'{word}'" for word in schema["enum"])
    return {"integer": "number", "number": "number", "boolean": "boolean"}.get(schema["type"], "string")


def routes(document):
    lines = [HEAD + "export interface Queries {"]
    for path, methods in document["paths"].items():
        if "get" not in methods:
            continue
        fields = [f"{p['name']}{'' if p.get('required') else '?'}: {type_of(p['schema'])}"
                  for p in methods["get"].get("parameters", []) if p["in"] == "query"]
        lines.append(f"  '{path}': {{ {'; '.join(fields)} }};" if fields else f"  '{path}': Record<string, never>;")
    return "\n".join(lines) + "\n}\n"


def main():
    made = routes(json.load(sys.stdin))
    if len(sys.argv) == 3 and sys.argv[1] == "--check":
        with open(sys.argv[2]) as file:
            if file.read() == made:
                return 0
        print(f"{sys.argv[2]} is not what the routes say: npm run types in web/", file=sys.stderr)
        return 1
    sys.stdout.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
