"""Checks recorded requests against the platforms' machine-readable API descriptions.

usage: check-requests.py SPECS REQUESTS...
SPECS     a folder with telegram-api.json and discord-openapi.json
REQUESTS  files of JSON lines: {"platform", "method", "path", "body", "status"}
"""

import json
import re
import sys
from pathlib import Path

import jsonschema

HABITS = {
    "contexts": lambda value: [int(number) for number in value],
    "integration_types": lambda value: [int(number) for number in value],
    "default_member_permissions": lambda value: None if value is None else int(value),
    "recipient_id": str,
    "attachments": lambda value: [{**each, "id": str(each["id"])} for each in value],
}
# What sends a file is a form, in which lists and objects are JSON text, and numbers are text.
FORMS = {"senddocument", "sendphoto"}
SCALARS = {"String": str, "Boolean": bool, "True": bool}


def telegram_errors(value, wanted, types):
    """Why the value is none of the wanted types; empty if it is one."""
    reasons = []
    for name in wanted:
        found = telegram_error(value, name, types)
        if not found:
            return []
        reasons += found
    return reasons


def telegram_error(value, name, types):
    if name.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{value!r} is no list"]
        return [e for item in value for e in telegram_error(item, name[len("Array of "):], types)]
    if name in ("Integer", "Int"):
        return [] if isinstance(value, int) and not isinstance(value, bool) else [f"{value!r} is no integer"]
    if name == "Float":
        return [] if isinstance(value, (int, float)) else [f"{value!r} is no number"]
    if name in SCALARS:
        return [] if isinstance(value, SCALARS[name]) else [f"{value!r} is no {name}"]
    described = types.get(name)
    if described is None:
        return [f"the description has no type {name}"]
    if described.get("subtypes"):
        return telegram_errors(value, described["subtypes"], types)
    if not isinstance(value, dict):
        return [f"{value!r} is no {name}"]
    return telegram_fields(value, described.get("fields", []), types, name)


def telegram_fields(body, fields, types, where):
    known = {field["name"]: field for field in fields}
    errors = [f"{where}: no field {key}" for key in body if key not in known]
    errors += [f"{where}: {key} is missing" for key, f in known.items() if f["required"] and key not in body]
    for key, value in body.items():
        if key in known:
            errors += [f"{where}.{key}: {e}" for e in telegram_errors(value, known[key]["types"], types)]
    return errors


def check_telegram(request, spec):
    method = spec["methods"].get(request["path"])
    if method is None:
        return [f"there is no method {request['path']}"]
    body = dict(request["body"])
    if body.get("method", "").lower() == request["path"].lower():
        # The client library writes the method's name into every body, as answers to webhooks need it.
        del body["method"]
    if request["path"].lower() in FORMS:
        types = {field["name"]: field["types"] for field in method.get("fields", [])}
        body = {key: unpacked(value, types.get(key, [])) for key, value in body.items()}
    return telegram_fields(body, method.get("fields", []), spec["types"], request["path"])


def unpacked(value, types):
    if types == ["Integer"] and isinstance(value, str) and re.fullmatch(r"-?\d+", value):
        return int(value)
    return json.loads(value) if isinstance(value, str) and value[:1] in ("[", "{") else value


def discord_operation(request, spec):
    path = request["path"].split("?")[0].rstrip("/")
    best = None
    for template, operations in spec["paths"].items():
        pattern = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path) and request["method"].lower() in operations:
            if best is None or template.count("{") < best[0]:
                best = (template.count("{"), operations[request["method"].lower()])
    return best and best[1]


def check_discord(request, spec):
    operation = discord_operation(request, spec)
    if operation is None:
        return [f"there is no {request['method']} {request['path']}"]
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None or (not request["body"] and not operation["requestBody"].get("required")):
        return []
    schema = {"components": spec["components"], **content["schema"]}
    errors = jsonschema.Draft202012Validator(schema).iter_errors(as_described(request["body"]))
    return [describe(e) for e in errors]


def as_described(body):
    """The body without the client library's habits that Discord takes and its description does not know."""
    if isinstance(body, list):
        return [as_described(item) for item in body]
    if not isinstance(body, dict):
        return body
    return {key: HABITS.get(key, as_described)(value) for key, value in body.items()}


def describe(error):
    best = jsonschema.exceptions.best_match([error]) or error
    return f"{'/'.join(map(str, best.absolute_path))}: {best.message[:300]}"


def main():
    specs = Path(sys.argv[1])
    telegram = json.loads((specs / "telegram-api.json").read_text())
    discord = json.loads((specs / "discord-openapi.json").read_text())
    counts = {"telegram": 0, "discord": 0}
    broken = 0
    lines = [line for file in sys.argv[2:] for line in Path(file).read_text().splitlines()]
    for request in map(json.loads, lines):
        check = (check_telegram, telegram) if request["platform"] == "telegram" else (check_discord, discord)
        counts[request["platform"]] += 1
        for error in check[0](request, check[1]):
            broken += 1
            print(f"{request['platform']} {request['method']} {request['path']}: {error}")
    print(f"{counts['telegram']} Telegram and {counts['discord']} Discord requests checked, {broken} faults")
    if broken or not all(counts.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
