"""Commands about persons: pseudonym, erase."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from wallboard.erase import Subject
from wallboard.erase import erase as erase_persons
from wallboard.errors import UsageError
from wallboard.privacy.key import check_key, key_of
from wallboard.privacy.pseudonym import pseudonyms
from wallboard.settings import Settings


def pseudonym(
    ids: Annotated[list[str], typer.Argument(help="Ids as the source writes them.")],
) -> None:
    """Print the pseudonyms of customers' or agents' ids, one a line, as the marts hold them.

    Example: wallboard pseudonym agent-17 jane.doe@example.com
    """
    settings = Settings.from_env()
    key = key_of(settings)
    check_key(settings, key)
    made = pseudonyms(key, ids)
    if None in made:
        raise UsageError("an empty id names nobody")
    for each in made:
        print(each)


def erase(
    customer_id: Annotated[
        list[str] | None, typer.Option(help="A customer's id; may be repeated.")
    ] = None,
    agent_id: Annotated[
        list[str] | None, typer.Option(help="An agent's id; may be repeated.")
    ] = None,
    pseudonym: Annotated[
        bool, typer.Option("--pseudonym", help="The ids given are pseudonyms.")
    ] = False,
) -> None:
    """Erase persons: from the landed rows, from all that was made from them, and for good.

    Prints a certificate each. Cut short, it is finished by the same command.

    Example: wallboard erase --customer-id C-1042
    """
    subjects = [Subject("customer", each, pseudonym) for each in customer_id or []]
    subjects += [Subject("agent", each, pseudonym) for each in agent_id or []]
    done = 0

    def progress(line: str) -> None:
        nonlocal done
        done += 1
        if sys.stderr.isatty():
            print(f"\r\x1b[K{done} done: {line.strip()[:90]}", end="", file=sys.stderr)

    certificates = erase_persons(Settings.from_env(), subjects, progress)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    for certificate in certificates:
        print(json.dumps(certificate, indent=2, ensure_ascii=False))


COMMANDS = (pseudonym, erase)
