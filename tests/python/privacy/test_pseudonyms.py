"""A pseudonym is HMAC-SHA-256 of an id in one way of writing, and all that is landed of it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from landed_home import Home, holders
from small_centre import ANN, BOB, JANE, OMAR, TABLES

from wallboard.contract import load_contract
from wallboard.landing.tables import load_sources
from wallboard.privacy.key import DEMO_KEY, Key
from wallboard.privacy.pseudonym import pseudonyms, register_pseudonyms
from wallboard.settings import PROJECT_DIR

KEYS = [b"k" * 32, b"k" * 64, b"k" * 65, "ключ и ещё ключ 钥匙".encode() * 3]


def by_python(key: bytes, text: str) -> str:
    """The same hash by the standard library."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize("key", KEYS, ids=["least", "block", "past_block", "chinese"])
@pytest.mark.parametrize("text", ["C-17", "客户 17", "o'brien", 'a"b\\c\n', "x" * 1000, "🙂"])
def test_it_is_the_hmac_of_the_standard_library(key: bytes, text: str) -> None:
    assert pseudonyms(Key(key), [text]) == [by_python(key, text)]


@pytest.mark.parametrize(
    ("own", "written"),
    [
        ("  C-17 ", "C-17"),
        ("c-17", "c-17"),
        ("00017", "00017"),
        ("Jane.Doe@Example.COM", "jane.doe@example.com"),
        ("@Jane", "@Jane"),
        ("Jane @ Desk", "Jane @ Desk"),
        ("+86 138-0013 8000", "+8613800138000"),
        ("+44 (20) 7946.0958", "+442079460958"),
        ("+123456", "+123456"),
        ("+12-34-56", "+12-34-56"),  # six digits are no telephone number, seven are
        ("+12-34-567", "+1234567"),
        ("+123456789012345", "+123456789012345"),
        ("+1234567890123-456", "+1234567890123-456"),  # nor are sixteen
        ("0086 138 0013 8000", "0086 138 0013 8000"),
        ("+86 13x8 0013 8000", "+86 13x8 0013 8000"),
    ],
)
def test_an_id_is_hashed_in_one_way_of_writing(own: str, written: str) -> None:
    assert pseudonyms(Key(KEYS[0]), [own]) == [by_python(KEYS[0], written)]


def test_nothing_but_blanks_is_no_id() -> None:
    assert pseudonyms(Key(KEYS[0]), ["", "   "]) == [None, None]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.from_regex(r"[A-Za-z0-9_.:|-]{1,12}", fullmatch=True), unique=True, max_size=30))
def test_ordinary_ids_never_meet(ids: list[str]) -> None:
    assert len(set(pseudonyms(Key(KEYS[0]), ids))) == len(ids)


def test_no_statement_and_no_error_holds_the_key() -> None:
    with duckdb.connect(":memory:") as connection:
        register_pseudonyms(connection, Key(b"the key, the key, the key, the key"))
        macros = connection.execute("select macro_definition from duckdb_functions()").fetchall()
        assert "the key" not in str(macros)
        with pytest.raises(duckdb.Error) as failure:
            connection.execute("select pseudonym('C-17'), cast(pseudonym('C-17') as integer)")
        assert "the key" not in str(failure.value)
    assert "the key" not in repr(Key(b"the key, the key, the key, the key"))


def test_every_column_that_names_a_person_says_so() -> None:
    """Whoever adds a column called so must say whose id it is."""
    for table in load_contract().values():
        for column in table.columns:
            if column.name in ("customer_id", "agent_id", "author_id", "unit_id", "reviewer_id"):
                assert column.naming is not None, f"{table.name}.{column.name}"
    for source in load_sources(PROJECT_DIR).values():
        assert any(field.naming for table in source.tables for field in table.fields), source.name


def test_the_landed_rows_hold_no_own_id(home: Home) -> None:
    home.deliver(TABLES)
    assert holders(home.settings.home, [JANE, OMAR, ANN, BOB]) == []
    jane, ann = home.pseudonym(JANE), home.pseudonym(ANN)
    rows = home.read("select author_type, author_id from messages order by message_id", "messages")
    assert rows[:2] == [("customer", jane), ("agent", ann)]
    assert rows[-1] == ("bot", "bot-7")
    assert home.read("select unit_type, unit_id from pilot_arms order by all", "pilot_arms") == [
        ("agent", ann),
        ("team", "red"),
    ]
    assert home.read(
        "select count(*) from contacts where customer_id = ?".replace("?", f"'{jane}'"), "contacts"
    ) == [(2,)]


@pytest.mark.parametrize(
    ("author_type", "is_kept"),
    [
        ("bot", True),
        (" BOT ", True),
        ("system", True),
        ("robot", False),
        ("agent", False),
        (None, False),
    ],
)
def test_an_author_who_may_be_a_person_gets_a_pseudonym(
    home: Home, author_type: str | None, is_kept: bool
) -> None:
    row = {"message_id": "m", "contact_id": "c", "sent_at": "2025-01-06T01:00:00Z"}
    home.deliver({"messages": [{**row, "author_type": author_type, "author_id": "x-1"}]})
    [(author,)] = home.read("select author_id from messages", "messages")
    assert author == ("x-1" if is_kept else home.pseudonym("x-1"))


def test_hash_and_fullness_are_those_of_the_pseudonymous_row(
    make_home: Callable[[str, str], Home],
) -> None:
    one, other = make_home("one", "k" * 32), make_home("other", "l" * 32)
    seen = []
    for home in (one, other):
        home.deliver({"customers": [{"customer_id": "  ", "active_from": "2025-01-01"}]}, "blank")
        home.deliver({"customers": [{"customer_id": JANE, "active_from": "2025-01-01"}]})
        seen.append(
            home.read(
                "select customer_id, _known_fields, _row_hash from customers order by 2",
                "customers",
            )
        )
    assert [row[:2] for row in seen[0]] == [(None, 1), (one.pseudonym(JANE), 2)]
    assert seen[0][0] == seen[1][0]
    assert seen[0][1][2] != seen[1][1][2]


def test_the_demo_key_is_long_enough() -> None:
    assert len(DEMO_KEY) >= 32
