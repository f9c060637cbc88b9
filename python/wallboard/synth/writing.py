"""What people write: a phrase book of ready bodies, by kind and language."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

PARTS = {
    "open": (
        ("Hi, my order {n} has not arrived", "Hello, I was charged twice, invoice {n}",
         "I cannot log in, error {n}", "Can I change the address of order {n}?",
         "The device {n} does not switch on", "How do I return item {n}?"),
        ("你好，我的订单{n}还没到", "您好，发票{n}重复扣款了", "登录不了，错误{n}",
         "订单{n}可以改地址吗？", "设备{n}开不了机", "商品{n}怎么退货？"),
    ),
    "more": (
        ("It was delivered to number {n}", "I tried that {n} times", "The date was the {n}th",
         "ok", "And what about {n}?", "Yes, the mail address is right", "still the same"),
        ("地址是{n}号", "我试了{n}次", "好的", "那{n}呢？", "是的，邮箱没错", "还是不行"),
    ),
    "bye": (
        ("thanks, bye", "Thank you!", "that is all, thanks", "great, thanks, bye"),
        ("谢谢", "谢谢，再见", "好的谢谢", "没有了，谢谢"),
    ),
    "greet": (("Hello, you are through to our team. How can I help?",),
              ("您好，很高兴为您服务，请问有什么可以帮您？",)),
    "answer": (
        ("Let me look at {n} for you", "I have refunded {n}, please allow three days",
         "Could you send me the number on the label?", "Case {n} is with our colleagues",
         "Please restart it and tell me what you see", "The parcel {n} arrives tomorrow"),
        ("我帮您查一下{n}", "{n}已退款，三天内到账", "请提供标签上的号码",
         "工单{n}已转交同事处理", "请重启后告诉我结果", "包裹{n}明天送达"),
    ),
    "script": (
        ("You can follow the progress under Account, Orders, number {n}.",
         "To return an article, print the label from page {n} and hand in the parcel."),
        ("您可以在“账户-订单{n}”里查看进度。", "退货请打印第{n}页的面单并寄回。"),
    ),
    "close": (("Glad to help. Have a good day!", "You are welcome, goodbye"),
              ("不客气，祝您生活愉快", "感谢您的咨询，再见")),
    "bot_greet": (("Hi, I am the assistant. Ask me anything.",),
                  ("您好，我是智能助手，请描述您的问题。",)),
    "bot_answer": (
        ("Orders arrive within {n} days. Did that help?", "Open Settings, then item {n}.",
         "Refunds take {n} days."),
        ("订单{n}天内送达，请问是否解决？", "打开设置，选择第{n}项。", "退款需要{n}天。"),
    ),
    "bot_lost": (("Sorry, I did not get that. Could you put it in other words?",),
                 ("抱歉，我没有理解，请换个说法。",)),
    "human": (("agent please", "I want to talk to a person"), ("转人工", "我要找人工客服")),
    "queued": (("You are in the queue, number {n}.",), ("您正在排队，前面还有{n}位。",)),
    "joined": (("Your agent has joined the conversation.",), ("客服已接入会话。",)),
    "timeout": (("The conversation was closed because nobody wrote.",),
                ("会话因长时间无回复已关闭。",)),
    "away": (("Our team is back at 8 in the morning.",), ("人工客服早上8点上班。",)),
    "note": (("customer wrote before, see {n}", "checked with back office, ref {n}"),
             ("客户之前反馈过，见{n}", "已与后台确认，编号{n}")),
}  # fmt: skip
KEYS = (*PARTS, "rude", "agent_rude")
LANGUAGES = 2
VARIANTS = 48  # bodies a kind and language where a number makes them differ


def disguised(word: str) -> tuple[str, str]:
    """Return the word in full-width letters and with a zero-width space inside."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word)
    return wide, word[:1] + "\u200b" + word[1:]


@dataclass(frozen=True, slots=True)
class Phrases:
    """All bodies in one list; ``spans[language][key]`` is (first position, how many)."""

    bodies: tuple[str, ...]
    spans: tuple[dict[str, tuple[int, int]], ...]

    def span(self, key: str) -> tuple[tuple[int, int], ...]:
        """Return the span of a key for each language."""
        return tuple(spans[key] for spans in self.spans)


def phrase_book(rng: Random, sensitive: tuple[str, ...]) -> Phrases:
    """Render the phrase book; ``sensitive`` words appear as they are and disguised."""
    bodies: list[str] = []
    spans: tuple[dict[str, tuple[int, int]], ...] = tuple({} for _ in range(LANGUAGES))
    for language in range(LANGUAGES):
        for key, by_language in PARTS.items():
            first = len(bodies)
            for text in by_language[language]:
                times = VARIANTS if "{n}" in text else 1
                bodies += [text.format(n=rng.randint(2, 60_000)) for _ in range(times)]
            spans[language][key] = (first, len(bodies) - first)
    for key, texts in (
        ("rude", ("you are all {w}", "{w}! where is my money", "你们是{w}吗")),
        ("agent_rude", ("sir, {w}", "您{w}吧")),
    ):
        first = len(bodies)
        words = [form for word in sensitive for form in (word, *disguised(word))]
        bodies += [text.format(w=word) for text in texts for word in words]
        for language in range(LANGUAGES):
            spans[language][key] = (first, len(bodies) - first)
    return Phrases(tuple(bodies), spans)
