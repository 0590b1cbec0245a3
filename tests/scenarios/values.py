"""Values inside documents: a path to one, and what is expected of it."""
import re


class Wrong(Exception):
    """An expectation that does not hold."""


def find(document, path):
    """The value at `a/b/0`, where a step `key=value` picks the member of a list that has it; None
    where there is none."""
    for step in path.split("/"):
        if "=" in step and isinstance(document, list):
            key, wanted = step.split("=", 1)
            document = next((entry for entry in document if str(entry.get(key)) == wanted), None)
        elif isinstance(document, list) and step.lstrip("-").isdigit():
            document = document[int(step)] if -len(document) <= int(step) < len(document) else None
        elif isinstance(document, dict):
            document = document.get(step)
        else:
            return None
    return document


def expect(name, actual, wanted):
    """`wanted` is the value, or a mapping with one of: contains, lacks, matches, above, length."""
    if not (isinstance(wanted, dict) and len(wanted) == 1 and next(iter(wanted)) in RULES):
        if actual != wanted:
            raise Wrong(f"{name} is {actual!r}, not {wanted!r}")
        return
    (rule, argument), = wanted.items()
    if not RULES[rule](actual, argument):
        raise Wrong(f"{name} is {actual!r}: expected {rule} {argument!r}")


def _contains(actual, argument):
    return actual is not None and all(entry in actual for entry in
                                      (argument if isinstance(argument, list) else [argument]))


def _lacks(actual, argument):
    return not any(entry in (actual or ()) for entry in
                   (argument if isinstance(argument, list) else [argument]))


RULES = {
    "contains": _contains,
    "lacks": _lacks,
    "matches": lambda actual, argument: re.search(argument, str(actual)) is not None,
    "above": lambda actual, argument: actual is not None and actual > argument,
    "length": lambda actual, argument: actual is not None and len(actual) == argument,
}
