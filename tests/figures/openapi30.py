"""Turns an OpenAPI 3.1 document of ours into the 3.0 that other generators read."""

import json

# What 3.0 does not have, or has beside no reference.
UNKNOWN = {"if", "then", "else", "const", "examples"}


def convert(source, goal):
    """Writes the API of `source` without what only we read: extensions, and the headers that a signature needs."""
    document = json.loads(source.read_text())
    goal.write_text(
        json.dumps(
            {
                "openapi": "3.0.3",
                # Others take the version for that of a package.
                "info": {"title": document["info"]["title"], "version": "1.0.0"},
                "servers": [{"url": "https://wallet.example/api"}],
                "tags": plain(document["tags"]),
                "paths": {path: methods(item) for path, item in document["paths"].items()},
                "components": {"schemas": named(document["components"]["schemas"])},
            }
        )
    )


def methods(item):
    return {
        method: plain({key: value for key, value in operation.items() if key not in ("parameters", "security", "callbacks")})
        for method, operation in item.items()
        if method == "post"
    }


def plain(node):
    if isinstance(node, list):
        return [plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return {"$ref": node["$ref"]}
    known = {key: value for key, value in node.items() if not key.startswith("x-") and key not in UNKNOWN | {"headers"}}
    names = {key: named(value) if key == "properties" else plain(value) for key, value in known.items()}
    for choice in ("oneOf", "anyOf"):
        if {"type": "null"} in (choices := names.get(choice, [])):
            choices.remove({"type": "null"})
            # Nullable, which 3.0 cannot say beside a reference: the field is optional anyhow.
            if len(choices) == 1:
                return choices[0]
    # 3.1 writes a value that may be null as a second type.
    if isinstance(kinds := names.get("type"), list):
        names["type"] = next(kind for kind in kinds if kind != "null")
        names["nullable"] = "null" in kinds
    return names


def named(schemas):
    """What is named freely: a field may be called as a keyword is."""
    return {name: plain(schema) for name, schema in schemas.items()}
