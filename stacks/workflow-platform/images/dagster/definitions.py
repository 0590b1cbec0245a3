"""A first asset, so that Dagster has something to show. Put your own beside it."""
import dagster


@dagster.asset
def hello() -> str:
    return "hello"


defs = dagster.Definitions(assets=[hello])
