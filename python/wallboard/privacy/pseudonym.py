"""From a person's id to the pseudonym: HMAC-SHA-256 of the id in one way of writing, in hex.

The engine has no HMAC, but HMAC is two rounds of SHA-256 (RFC 2104), and with these each row is
hashed where it is read. The two key pads are variables of the connection, so that no SQL text, and
with it no error message, ever holds the key. What these macros give is held against Python's `hmac`
by test; nothing else in the project makes a pseudonym.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import duckdb

from wallboard.contract import Naming
from wallboard.engine import scratch
from wallboard.privacy.key import Key

BLOCK = 64
PSEUDONYM = re.compile(r"[0-9a-f]{64}")
# As the macro is_mangled reads it: an id that a spreadsheet made a number of, most digits lost.
MANGLED = r"\d(\.\d+[eE]\+?|[eE]\+)\d{1,3}"
MACROS = (
    # An e-mail address in lower case; a telephone number written with + as + and digits; any other
    # id as it is. Blanks at the ends never count, and nothing but blanks is no id.
    r"""
    create macro one_writing(id) as
        case
            when starts_with(trim(id), '+')
                and regexp_full_match(trim(id), '\+[0-9 ()./-]+')
                and length(regexp_replace(id, '[^0-9]', '', 'g')) between 7 and 15
                then '+' || regexp_replace(id, '[^0-9]', '', 'g')
            when contains(id, '@') and regexp_full_match(trim(id), '[^@\s]+@[^@\s]+')
                then lower(trim(id))
            else nullif(trim(id), '')
        end
    """,
    """
    create macro keyed_hash(text) as
        sha256(
            getvariable('hmac_outer')
            || unhex(sha256(getvariable('hmac_inner') || encode(text)))
        )
    """,
    "create macro pseudonym(id) as keyed_hash(one_writing(id))",
    # A mark tells that something is erased. It is no pseudonym, so that none is kept for that.
    "create macro erased_mark(kind, value) as keyed_hash(chr(31) || kind || chr(31) || value)",
)


def register_pseudonyms(connection: duckdb.DuckDBPyConnection, key: Key) -> None:
    """Make ``pseudonym(id)`` and ``erased_mark(kind, value)`` known to the connection."""
    secret = key.secret if len(key.secret) <= BLOCK else hashlib.sha256(key.secret).digest()
    padded = secret.ljust(BLOCK, b"\0")
    connection.execute("set variable hmac_inner = ?", [bytes(byte ^ 0x36 for byte in padded)])
    connection.execute("set variable hmac_outer = ?", [bytes(byte ^ 0x5C for byte in padded)])
    for macro in MACROS:
        connection.execute(macro)


def pseudonyms(key: Key, ids: Sequence[str]) -> list[str | None]:
    """The pseudonyms of ids, as the landing would write them; None for a blank one."""
    with scratch() as connection:
        register_pseudonyms(connection, key)
        return [
            row[0]
            for own in ids
            for row in connection.execute("select pseudonym(?)", [own]).fetchall()
        ]


def pseudonym_sql(column: str, naming: Naming, by: str | None) -> str:
    """SQL of a column's value with persons' ids replaced; both names are quoted.

    A mangled id is nobody's: it keeps its form and no digit, so that the build can reject its row.
    """
    mangled = (
        f"when regexp_full_match(trim({column}), '{MANGLED}') "
        f"then regexp_replace(trim({column}), '[0-9]', '0', 'g')"
    )
    kept = []
    if naming.nobody:
        kept.append(f"trim({column}) in ({_texts(naming.nobody)})")
    if by is not None and naming.others:
        kept.append(f"lower(trim({by})) in ({_texts(naming.others)})")
    as_it_is = f"when {' or '.join(kept)} then {column} " if kept else ""
    return f"case {as_it_is}{mangled} else pseudonym({column}) end"


def names_sql(column: str, naming: Naming, by: str | None, role: str) -> str:
    """SQL that tells whether a landed value is the id of a person in this role.

    Where another column says whose id it is, a value it does not know leaves either possible.
    """
    if naming.role not in (role, "person"):
        return "false"
    named = f"{column} is not null"
    if naming.nobody:
        named += f" and trim({column}) not in ({_texts(naming.nobody)})"
    if by is not None:
        wrong = [*naming.others, "agent" if role == "customer" else "customer"]
        named += f" and coalesce(lower(trim({by})) not in ({_texts(wrong)}), true)"
    return f"({named})"


def _texts(values: Sequence[str]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)
