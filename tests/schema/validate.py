#!/usr/bin/env python3
"""Holds YAML files against a schema of schema/, as an editor does.

  tests/schema/validate.py schema/stack.json FILE...

Prints a line for each file, 'fine' or the first complaint with its place, and exits 1 if there is any.
Needs python3-jsonschema and python3-yaml. What is tagged `!reset` is left out."""
import json
import pathlib
import re
import sys

import jsonschema
import yaml

RESET = object()
OWN_RULES = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int")


class Loader(yaml.SafeLoader):
    """Scalars as Compose types them: dates and `yes` are text, 1_000 and 12:30 too."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag not in OWN_RULES]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool",
                             re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
Loader.add_implicit_resolver("tag:yaml.org,2002:int",
                             re.compile(r"^[-+]?(?:0o?[0-7]+|0x[0-9a-fA-F]+|0|[1-9][0-9]*)$"),
                             list("-+0123456789"))


def construct_int(loader, node):
    text = loader.construct_scalar(node).replace("0o", "0")
    digits = text.lstrip("-+")
    base = 16 if digits.startswith("0x") else 8 if len(digits) > 1 and digits[0] == "0" else 10
    return int(text, base)


def construct_tagged(loader, suffix, node):
    if suffix == "reset":
        return RESET
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_object(yaml.ScalarNode(
        loader.resolve(yaml.ScalarNode, node.value, (True, False)), node.value))


Loader.add_constructor("tag:yaml.org,2002:int", construct_int)
Loader.add_multi_constructor("!", construct_tagged)


def without_resets(value):
    """The document as JSON has it: keys are text."""
    if isinstance(value, dict):
        return {str(key): without_resets(member) for key, member in value.items()
                if member is not RESET}
    if isinstance(value, list):
        return [without_resets(item) for item in value if item is not RESET]
    return value


def complaint(validator, document):
    """The first error with its place, the innermost of alternatives; None when all is fine."""
    error = jsonschema.exceptions.best_match(validator.iter_errors(document))
    if error is None:
        return None
    place = ".".join(str(part) for part in error.absolute_path) or "the top"
    return f"{place}: {error.message[:200]}"


def check_file(validator, path):
    try:
        documents = [part for part in yaml.load_all(path.read_text(), Loader) if part is not None]
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        return f"no YAML: {str(error).splitlines()[0]}"
    for document in documents:
        found = complaint(validator, without_resets(document))
        if found:
            return found
    return None


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    schema = json.loads(pathlib.Path(arguments[0]).read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    bad = 0
    for name in arguments[1:]:
        found = check_file(validator, pathlib.Path(name))
        bad += found is not None
        print(f"{name}: {found or 'fine'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
