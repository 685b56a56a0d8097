"""The store's tables: numbered files applied once each, and the same files rendered for a cluster."""

import re
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

_FOLDER = files("plazamayor.analytics") / "schema"
_ENGINE = re.compile(r"^ENGINE = (\w*)MergeTree(?:\((\w+)\))?", re.MULTILINE)
_TABLE = re.compile(r"^CREATE TABLE (\w+)", re.MULTILINE)
_CHANGED = re.compile(r"^ALTER TABLE (\w+)")


def numbered() -> list[tuple[int, str]]:
    """Every schema file: its number and its text, in order."""
    names = sorted(entry.name for entry in _FOLDER.iterdir() if entry.name.endswith(".sql"))
    return [(int(name[:4]), (_FOLDER / name).read_text(encoding="utf-8")) for name in names]


def statements(text: str) -> list[str]:
    """The statements of a schema file, without comments."""
    bare = re.sub(r"--[^\n]*", "", text)
    return [statement.strip() for statement in bare.split(";") if statement.strip()]


def upgrade(client: "Client", last: int | None = None) -> list[int]:
    """Applies the files not applied yet, perhaps only up to one, and returns their numbers. Safe to repeat and to be cut short."""
    client.command("CREATE TABLE IF NOT EXISTS schema_files (number UInt32) ENGINE = MergeTree ORDER BY number")
    done = {row[0] for row in client.query("SELECT DISTINCT number FROM schema_files").result_rows}
    applied = []
    for number, text in numbered():
        if number in done or (last is not None and number > last):
            continue
        for statement in statements(text):
            client.command(statement.replace("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ", 1))
        client.insert("schema_files", [[number]], column_names=["number"])
        applied.append(number)
    return applied


def for_cluster(statement: str, cluster: str) -> list[str]:
    """Renders a table, or a change of one, for a cluster: its replicated part on every node and the distributed table in front of it.

    Not yet run on a cluster: the texts are only parsed (`EXPLAIN AST`). Sharded by site and visitor, so that a visit stays whole.
    """
    if changed := _CHANGED.match(statement):
        return [_CHANGED.sub(f"ALTER TABLE {name} ON CLUSTER {cluster}", statement) for name in (f"{changed[1]}_local", changed[1])]
    match = _TABLE.match(statement)
    if match is None:
        return [statement]
    name = match[1]
    local = _TABLE.sub(rf"CREATE TABLE {name}_local ON CLUSTER {cluster}", statement)
    local = _ENGINE.sub(partial(_replicated, name), local)
    local = local.replace("non_replicated_deduplication_window", "replicated_deduplication_window")
    key = "cityHash64(site)" if "visitor UInt64" not in statement else "cityHash64(site, visitor)"
    front = (
        f"CREATE TABLE {name} ON CLUSTER {cluster} AS {name}_local\nENGINE = Distributed({cluster}, currentDatabase(), {name}_local, {key})"
    )
    return [local, front]


def _replicated(table: str, engine: re.Match[str]) -> str:
    """The replicated kind of a table's engine, with the same arguments after those that name the replica."""
    arguments = [f"'/clickhouse/tables/{{shard}}/{table}'", "'{replica}'", *filter(None, [engine[2]])]
    return f"ENGINE = Replicated{engine[1]}MergeTree({', '.join(arguments)})"
