"""What a case does, step by step; each step is a mapping whose first key names it.

    ingest: FILES            land files of the inbox; options source, timezone, encoding
    build: [ARGUMENTS]       the real build
    command: LINE            any other wallboard command; {inbox} and {home} stand for folders
    transform: {timezone, vars}   every model over what has landed, in memory
    query: SQL               gives: ROWS; over the last transform, or of: run | landing | PATH
    same: [NAME, NAME]       two results, kept with `as: NAME`, hold the same rows
    environment: {NAME: VALUE}    for the steps that follow; null takes it away
    write: FILES             more files for the inbox, made as those under `files`
    link: {PATH: TARGET}     a symbolic link
    damage: {file, by}       by: truncate | flip | remove | TEXT to append
                             {keep: CONDITION}: the rows of a Parquet file that are left
                             {storage_version: N}: as a newer DuckDB would write it
    change: SQL              on the build file, behind the product's back
    holding: PATH            the steps under `while` run as another process holds this file
    kill: LINE               start a command, kill -9 it as soon as `when` (a glob) exists
    full_disk: MODULE        the steps under `while` find no room to write to in this module
    edit: {FILE: [OLD, NEW]} the command below runs on a copy of the project so changed
    nowhere: TEXT            the text is in no file below `in` (default runs)

Steps that run a command take exit (0), says (texts it must print), hides (texts it must not) and
apart (true: in a process of its own). The result `published` is that of the run before the case.
"""

from __future__ import annotations

from faults import checks, commands, trouble
from faults.stage import Step

STEPS: dict[str, Step] = {
    "ingest": commands.ingest,
    "build": commands.build,
    "command": commands.command,
    "transform": checks.transform,
    "query": checks.query,
    "same": checks.same,
    "environment": trouble.environment,
    "write": trouble.write,
    "link": trouble.link,
    "damage": trouble.damage,
    "change": trouble.change,
    "holding": trouble.holding,
    "kill": trouble.kill,
    "full_disk": trouble.full_disk,
    "edit": trouble.edit,
    "nowhere": checks.nowhere,
}
