#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks OpenLineage run events, one JSON object a line, and prints what is wrong; exit code 1 then.

Three judges: JSON Schemas read off the classes of the official client, which its makers generate from the published schemas
(one for the event, one a facet, by the _schemaURL that the facet names); the client itself, which must make its objects of an
event and write the same event again; and, where HEADRACE_OPENLINEAGE_SPEC names a folder with the published schemas, those.
Beyond the schemas: each run has one START and then one end, and a facet stands under the name it is published with.
"""
import collections
import importlib
import json
import os
import pathlib
import pkgutil
import sys
import types
import typing

import attr
import jsonschema
import openlineage.client.generated as generated
from openlineage.client.event_v2 import RunEvent
from openlineage.client.serde import Serde

NAMES = {"DatasetVersionDatasetFacet": "version", "ProcessingEngineRunFacet": "processing_engine", "DatasourceDatasetFacet": "dataSource"}
ENDINGS = ["InputDatasetFacet", "OutputDatasetFacet", "DatasetFacet", "JobFacet", "RunFacet"]
CHECKER = jsonschema.Draft202012Validator.FORMAT_CHECKER


def classes():
    by_url = {}
    for module in pkgutil.iter_modules(generated.__path__):
        loaded = importlib.import_module(generated.__name__ + "." + module.name)
        for item in vars(loaded).values():
            if isinstance(item, type) and attr.has(item) and "_get_schema" in vars(item):
                by_url.setdefault(item._get_schema(), item)
    return by_url


CLASSES = classes()


def hints(cls):
    return typing.get_type_hints(cls, vars(sys.modules[cls.__module__]) | vars(typing))


def schema_of_type(kind):
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [schema_of_type(one) for one in arguments if one is not type(None)]}
    if origin is list:
        return {"type": "array", "items": schema_of_type(arguments[0])}
    if origin is dict:
        facet = isinstance(arguments[1], type) and arguments[1].__name__.endswith("Facet")
        return {"type": "object", "additionalProperties": True if facet else schema_of_type(arguments[1])}
    if isinstance(kind, type) and issubclass(kind, __import__("enum").Enum):
        return {"enum": [member.value for member in kind]}
    if isinstance(kind, type) and attr.has(kind):
        return schema_of_class(kind)
    return {str: {"type": "string"}, int: {"type": "integer"}, float: {"type": "number"}, bool: {"type": "boolean"}}.get(kind, {})


FORMATS = {"eventTime": "date-time", "producer": "uri", "schemaURL": "uri", "_producer": "uri", "_schemaURL": "uri", "runId": "uuid"}
DEFINITIONS = {}


def schema_of_class(cls):
    name = cls.__name__
    if name not in DEFINITIONS:
        DEFINITIONS[name] = {}
        known = hints(cls)
        fields = attr.fields(cls)
        properties = {field.name: dict(schema_of_type(known[field.name])) for field in fields if field.name in known}
        for key in properties:
            if key in FORMATS:
                properties[key]["format"] = FORMATS[key]
        required = [field.name for field in fields if field.default is attr.NOTHING]
        required += [key for key in ("_producer", "_schemaURL", "schemaURL", "producer") if key in properties and key not in required]
        DEFINITIONS[name] = {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": hasattr(cls, "with_additional_properties"),
        }
    return {"$ref": "#/$defs/" + name}


def validator(cls):
    schema_of_class(cls)
    return jsonschema.Draft202012Validator({"$ref": "#/$defs/" + cls.__name__, "$defs": DEFINITIONS}, format_checker=CHECKER)


def facets_of(event):
    yield from event["run"].get("facets", {}).items()
    yield from event["job"].get("facets", {}).items()
    for dataset in event.get("inputs", []) + event.get("outputs", []):
        for part in ("facets", "inputFacets", "outputFacets"):
            yield from dataset.get(part, {}).items()


def published_name(cls):
    name = cls.__name__
    if name in NAMES:
        return NAMES[name]
    for ending in ENDINGS:
        if name.endswith(ending):
            name = name[: -len(ending)]
            break
    return name[0].lower() + name[1:]


def made(kind, value):
    """An object of the client's of JSON."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return None if value is None else made([one for one in arguments if one is not type(None)][0], value)
    if origin is list:
        return [made(arguments[0], one) for one in value]
    if origin is dict:
        return {
            key: made(CLASSES[one["_schemaURL"]] if isinstance(one, dict) and "_schemaURL" in one else arguments[1], one)
            for key, one in value.items()
        }
    if isinstance(kind, type) and issubclass(kind, __import__("enum").Enum):
        return kind(value)
    if isinstance(kind, type) and attr.has(kind):
        known = hints(kind)
        inits = {field.name: field for field in attr.fields(kind)}
        given = {inits[key].alias if hasattr(inits[key], "alias") else key.lstrip("_"): made(known.get(key), one)
                 for key, one in value.items() if inits[key].init}
        result = kind(**given)
        for key, one in value.items():
            if not inits[key].init:
                object.__setattr__(result, key, one)
        return result
    return value


def pruned(value):
    if isinstance(value, dict):
        return {key: pruned(one) for key, one in value.items() if one not in (None, [], {})}
    if isinstance(value, list):
        return [pruned(one) for one in value]
    return value


def published():
    folder = os.environ.get("HEADRACE_OPENLINEAGE_SPEC")
    if not folder:
        return None
    from referencing import Registry, Resource

    contents = [json.loads(path.read_text()) for path in pathlib.Path(folder).rglob("*.json") if "tests" not in path.parts]
    registry = Registry().with_resources([(one["$id"], Resource.from_contents(one)) for one in contents if "$id" in one])
    return lambda url, value: list(
        jsonschema.Draft202012Validator({"$ref": url}, registry=registry, format_checker=CHECKER).iter_errors(value)
    )


def main(path):
    wrong, facets, runs = [], 0, collections.OrderedDict()
    events = [json.loads(line) for line in open(path, encoding="utf-8")]
    of_event = validator(RunEvent)
    by_published = published()
    for number, event in enumerate(events, 1):
        def say(text):
            wrong.append(f"event {number}: {text}")

        for error in of_event.iter_errors(event):
            say(f"{error.json_path}: {error.message}")
        if by_published:
            for error in by_published(event.get("schemaURL", "?"), event):
                say(f"published: {error.json_path}: {error.message}")
        for key, facet in facets_of(event):
            facets += 1
            cls = CLASSES.get(facet.get("_schemaURL"))
            if cls is None:
                say(f"facet {key}: no such schema {facet.get('_schemaURL')}")
                continue
            if published_name(cls) != key:
                say(f"facet {key} is published as {published_name(cls)}")
            for error in validator(cls).iter_errors(facet):
                say(f"facet {key}: {error.json_path}: {error.message}")
            if by_published:
                for error in by_published(facet["_schemaURL"], facet):
                    say(f"facet {key}: published: {error.json_path}: {error.message}")
        if not wrong and pruned(json.loads(Serde.to_json(made(RunEvent, event)))) != pruned(event):
            say("the client writes another event than it read")
        runs.setdefault(event["run"]["runId"], []).append(event.get("eventType"))
    for run, states in runs.items():
        if len(states) != 2 or states[0] != "START" or states[1] not in ("COMPLETE", "FAIL", "ABORT"):
            wrong.append(f"run {run}: {states}")
    print("\n".join(wrong) if wrong else f"{len(events)} events of {len(runs)} runs, {facets} facets: all valid"
          + (" (published schemas too)" if by_published else ""))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
