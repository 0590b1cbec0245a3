"""Levels of a stack's dependency graph, worked out from `devstack graph -o json` alone: what the
tables of the stacks' specification state."""


def edges(document):
    """Service to the services that it waits for."""
    found = {}
    for tier in document["tiers"]:
        for service in tier["services"]:
            found.setdefault(service, set())
    for edge in document["edges"]:
        found.setdefault(edge["from"], set()).add(edge["to"])
        found.setdefault(edge["to"], set())
    return found


def levels(document, optional=()):
    """Service to 1 + the highest level that it waits for: its edges', and with declared tiers all
    required members of the tiers before its own."""
    waits = edges(document)
    tiers = [tier["services"] for tier in document["tiers"]] if is_tiered(document) else []
    for index, tier in enumerate(tiers):
        for service in tier:
            for earlier in tiers[:index]:
                waits[service] |= {other for other in earlier if other not in optional}
    known = {}

    def level(service):
        if service not in known:
            known[service] = 1 + max((level(other) for other in waits[service]), default=-1)
        return known[service]

    return {service: level(service) for service in waits}


def is_tiered(document):
    """Declared tiers have names."""
    return any(tier["name"] for tier in document["tiers"])
