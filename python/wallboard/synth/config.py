"""The fixed make-up of the simulated centre: channels, queues, teams, rates."""

from __future__ import annotations

from dataclasses import dataclass

CHANNELS = ("voice", "chat", "app", "wechat", "web", "email")
VOICE, CHAT, APP, WECHAT, WEB, EMAIL = range(6)
DIRECTIONS = ("inbound", "outbound", "callback", "internal")
INBOUND, OUTBOUND, CALLBACK, INTERNAL = range(4)
ENDED_BY = ("customer", "agent", "bot", "system", "timeout")
CUSTOMER, AGENT, BOT, SYSTEM, TIMEOUT = range(5)
OUTCOMES = (
    "answered",
    "abandoned",
    "overflow",
    "callback_requested",
    "voicemail",
    "returned",
    "open",
)
ANSWERED, ABANDONED, OVERFLOW, CALLBACK_REQUESTED, VOICEMAIL, RETURNED, OPEN = range(7)
SITES = ("site-north", "site-south")
SOURCES = ("acd", "im", "mail")
TIERS = ("new", "junior", "senior", "expert")
NONE = -1  # "not known" in the integer rows of the simulation
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000

ISSUES = tuple(
    f"{area}.{what}"
    for area in ("billing", "delivery", "account", "returns", "technical", "product")
    for what in ("question", "error", "change", "status", "refund", "howto")
)


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue; times are in seconds, ``sibling`` takes overflow, ``transfer`` takes transfers."""

    queue_id: str
    name: str
    channel: int
    site: int
    team: int
    service_level: int
    short_abandon: int
    sibling: int
    transfer: int


QUEUES = (
    Queue("q-voice-north", "Voice north", VOICE, 0, 0, 20, 5, 1, 2),
    Queue("q-voice-south", "Voice south", VOICE, 1, 1, 20, 5, 0, 2),
    Queue("q-voice-tech", "Voice technical", VOICE, 0, 2, 30, 5, 0, 0),
    Queue("q-chat", "Web chat", CHAT, 0, 3, 60, 5, 4, 4),
    Queue("q-app", "App messages", APP, 1, 4, 60, 5, 3, 3),
    Queue("q-wechat", "微信客服", WECHAT, 1, 4, 60, 5, 3, 3),
    Queue("q-web", "Web form", WEB, 0, 3, 60, 5, 4, 4),
    Queue("q-mail", "E-mail", EMAIL, 0, 5, 3600, 5, 7, 7),
)
QUEUE_OF_CHANNEL = {CHAT: 3, APP: 4, WECHAT: 5, WEB: 6, EMAIL: 7}
TEAMS = ("voice-north", "voice-south", "voice-tech", "chat-north", "chat-south", "mail")
TEAM_QUEUES = tuple(
    tuple(i for i, queue in enumerate(QUEUES) if queue.team == team) for team in range(len(TEAMS))
)
VOICE_TEAMS = (0, 1, 2)
CHAT_TEAMS = (3, 4)


@dataclass(frozen=True, slots=True)
class Config:
    """Rates of the centre; shares and probabilities are in [0, 1], times in seconds."""

    mix: tuple[float, ...] = (0.30, 0.20, 0.16, 0.14, 0.12, 0.08)  # in the order of CHANNELS
    voice_queue_shares: tuple[float, float, float] = (0.45, 0.35, 0.20)
    team_weights: tuple[float, ...] = (0.235, 0.195, 0.145, 0.145, 0.145, 0.135)
    contacts_per_agent_day: float = 50.0
    least_agents: int = 18
    opens_hour: int = 8
    closes_hour: int = 22
    extract_hour: int = 20  # hour of the last day at which the data is taken
    tiers: tuple[float, ...] = (0.15, 0.35, 0.35, 0.15)
    tier_speed: tuple[float, ...] = (1.3, 1.1, 0.93, 0.85)
    chat_slots: tuple[int, ...] = (3, 4, 6, 7)
    hourly_cost: tuple[str, ...] = ("16.50", "19.00", "24.00", "31.00")
    patience_voice: float = 150.0
    patience_text: float = 240.0
    short_patience: float = 0.025
    bot_front: float = 0.92
    bot_contains: float = 0.48
    transfer: float = 0.07
    unknown_customer: float = 0.06
    recontact: float = 0.22
    absent: float = 0.04
    rude_customer: float = 0.006
    rude_agent: float = 0.0012
    premature_close: float = 0.03
    measured_desktops: float = 0.85
    sensitive_words: tuple[str, ...] = ("stupid", "shut up", "滚", "骗子")

    def __post_init__(self) -> None:
        if len(self.mix) != len(CHANNELS) or abs(sum(self.mix) - 1) > 1e-9:
            raise ValueError("mix: one share a channel, together 1")
        if len(self.team_weights) != len(TEAMS):
            raise ValueError("team_weights: one weight a team")
        if not self.opens_hour < self.extract_hour <= self.closes_hour:
            raise ValueError("extract_hour must lie inside the opening hours")
