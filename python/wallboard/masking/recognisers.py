"""What is recognised: e-mail, resident ids, bank cards, mobile numbers, plates, IP addresses.

Each kind has a pattern that finds candidates and a test that sorts out what only looks alike:
order numbers, timestamps, versions, ids whose check digit is wrong. In doubt a candidate counts.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Recogniser:
    """One kind: its name, the pattern of candidates, and whether a candidate holds."""

    kind: str
    pattern: re.Pattern[str]
    holds: Callable[[Match], bool]

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the kind stands; what is turned down may still hold another candidate."""
        position = 0
        while match := self.pattern.search(text, position):
            if self.holds(match):
                yield match.span()
                position = match.end()
            else:
                position = match.start() + 1


# What stands in front of a number and says what it is.
INTRODUCING = frozenset(
    (
        *("tel", "telephone", "phone", "mobile", "mob", "cell", "call", "sms", "wechat", "wx"),
        *("vx", "id", "card", "acct", "account", "ip"),
    )
)
NAMED_OTHERWISE = re.compile(
    r"(?:单号|订单|流水号?|编号|序列号|工单|版本号?"
    r"|(?<![A-Za-z])(?:order|ticket|serial|version|ver|build|v))"
    r"(?: ?(?:号码?|number|id|no\.?))?[ :#=是为]*\Z",
    re.IGNORECASE,
)
WORD_BEFORE = re.compile(r"([A-Za-z]+)[-_]?\Z")
CODE_BEFORE = re.compile(r"(?:(?<![0-9])[0-9]{1,10}[-_.]|[0-9]\.|[0-9A-Za-z]_|[¥$€£#])\Z")
WORD_AFTER = re.compile(r"[A-Za-z]+")
CODE_AFTER = re.compile(r"_|\.[0-9]|-[0-9]{1,10}(?![0-9])")
LOOK_BACK = 24


def _before(match: Match) -> str:
    return match.string[max(0, match.start() - LOOK_BACK) : match.start()]


def _is_apart(match: Match) -> bool:
    """Whether no letters touch it but those that say what it is."""
    words = (WORD_BEFORE.search(_before(match)), WORD_AFTER.match(match.string, match.end()))
    return all(word is None or word[word.lastindex or 0].lower() in INTRODUCING for word in words)


def _stands_alone(match: Match) -> bool:
    """Whether a number is no part of a longer code, and not called an order, a version or so."""
    before = _before(match)
    return (
        _is_apart(match)
        and CODE_BEFORE.search(before) is None
        and NAMED_OTHERWISE.search(before) is None
        and CODE_AFTER.match(match.string, match.end()) is None
    )


def _groups(text: str) -> tuple[int, ...]:
    """How many digits stand together."""
    return tuple(len(group) for group in re.split("[ -]+", text))


# --- e-mail

EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64} ?@ ?"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])"
)
FILES = ("png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "pdf")


def _is_email(match: Match) -> bool:
    return not match[0].lower().endswith(FILES)


# --- resident id: region, day of birth, order, check digit

RESIDENT_ID = re.compile(
    r"(?<![0-9])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])(?:[ -]?[0-9]){15}"
    r"[ -]?[0-9Xx](?![0-9])"
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"


def _is_resident_id(match: Match) -> bool:
    digits = re.sub("[ -]", "", match[0]).upper()
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False))
    is_checked = CHECK_DIGITS[weighed % 11] == digits[17]
    return is_checked and has_birthday(digits) and _is_apart(match)


def has_birthday(digits: str) -> bool:
    """Whether the seventh to fourteenth digit are a day since 1900."""
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    return 1900 <= born.year < 2100


# --- bank card: the issuers' first digits with their lengths, and the Luhn check

CARD_LENGTHS = range(19, 12, -1)
REST_OF_A_LONGER_ONE = re.compile(r"(?<![0-9])[0-9]{4}[ -]\Z")
ISSUERS = re.compile(
    r"4(?:.{12}|.{15}|.{18})|(?:2[2-7]|5[0-8]|35).{14}|3[47].{13}|3[0689].{12}"
    r"|(?:5[06-8]|6[0-8]|81|9[0-9]).{14,17}"
)


def _card(length: int) -> re.Pattern[str]:
    """So many digits; each length is looked for, since a date may stand behind a card."""
    return re.compile(rf"(?<![0-9])[2-689](?:[ -]?[0-9]){{{length - 1}}}(?![0-9])")


def _is_card(match: Match) -> bool:
    digits = re.sub("[ -]", "", match[0])
    groups = _groups(match[0])
    is_rest = len(groups) > 1 and REST_OF_A_LONGER_ONE.search(_before(match)) is not None
    is_grouped = not is_rest and (
        len(groups) == 1
        or set(groups) == {1}
        or (set(groups[:-1]) == {4} and groups[-1] <= 4)
        or groups[:2] == (4, 6)
        or (groups[0] == 6 and len(groups) <= 3)
    )
    # Eighteen digits with a birthday are a resident id mistyped.
    is_id = len(digits) == 18 and has_birthday(digits)
    is_issued = ISSUERS.fullmatch(digits) is not None and len(set(digits)) > 1
    return is_grouped and not is_id and is_issued and luhn(digits) and _stands_alone(match)


def luhn(digits: str) -> bool:
    """Whether the last digit is the one that the others demand."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


# --- mobile number of mainland China: the prefixes that are given out

MOBILE = re.compile(
    r"(?<![0-9])(?:\(?(?:\+|00)?86\)?[ -]{0,2}|0)?"
    r"(?P<number>1[ -]?(?:3[ -]?[0-9]|4[ -]?[5-9]|5[ -]?[0-35-9]|6[ -]?[2567]|7[ -]?[0-8]"
    r"|8[ -]?[0-9]|9[ -]?[0-35-9])(?:[ -]{0,2}[0-9]){8})(?:-[0-9]{1,4})?(?![0-9])"
)
GROUPS = frozenset(
    (
        *((11,), (3, 4, 4), (3, 3, 5), (4, 4, 3), (4, 3, 4), (3, 8), (5, 6), (2, 3, 3, 3)),
        *((3, 2, 2, 2, 2), (7, 4), (1, 10), (1,) * 11),
    )
)


def _is_mobile(match: Match) -> bool:
    return _groups(match["number"]) in GROUPS and _stands_alone(match)


# --- number plate: province, letter, five signs, or six for an electric car

PLATE = re.compile(
    r"(?:[京津沪渝冀豫辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"|(?<![更最全重刷创翻崭])新|(?<![里为讯度业私公上])云)[A-HJ-Z][ ·•.-]?"
    r"(?P<serial>[0-9]{5}[A-HJK]|[A-HJK][A-HJ-NP-Z0-9][0-9]{4}"
    r"|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳领])(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def _is_plate(match: Match) -> bool:
    serial: str = match["serial"]
    return sum(letter.isdigit() for letter in serial) >= 3


# --- addresses of the internet

OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
IPV4 = re.compile(rf"(?<![0-9A-Za-z.]){OCTET}(?:\.{OCTET}){{3}}(?![0-9]|\.[0-9])")
IPV6 = re.compile(
    r"(?<![0-9A-Za-z:.])[0-9A-Fa-f:]{2,39}(?::[0-9.]{7,15})?(?<!:)(?![0-9A-Za-z:]|\.[0-9])"
)


def _is_ipv4(match: Match) -> bool:
    return NAMED_OTHERWISE.search(_before(match)) is None


def _is_ipv6(match: Match) -> bool:
    text = match[0]
    if text.count(":") < 2 or sum(letter.isalnum() for letter in text) < 4:
        return False
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    # `a::b` is more often a name in a program than an address.
    return any(letter.isdigit() for letter in text)


RECOGNISERS = (
    Recogniser("email", EMAIL, _is_email),
    Recogniser("resident-id", RESIDENT_ID, _is_resident_id),
    *(Recogniser("card", _card(length), _is_card) for length in CARD_LENGTHS),
    Recogniser("mobile", MOBILE, _is_mobile),
    Recogniser("plate", PLATE, _is_plate),
    Recogniser("ip", IPV6, _is_ipv6),
    Recogniser("ip", IPV4, _is_ipv4),
)
