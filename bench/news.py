"""News text without end, of our own making: the same seed gives the same words.

Sentences are drawn from patterns over names, deeds and relays, so that they are as long and as winding as
agency copy (about 23 words) and no two documents are the same. They need not be true or likely.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from string import Formatter

_SLOTS: dict[str, tuple[str, ...]] = {
    "leader": (
        "Norwegian Foreign Minister Astrid Lunde",
        "President Amadou Keita of Mali",
        "Turkish Defence Minister Selim Aksoy",
        "Prime Minister Ioana Marinescu",
        "the Kenyan president, Daniel Otieno,",
        "Chinese Premier Guo Jianhong",
        "Colombian Vice-President Lucía Zárate",
        "the head of Pakistan's navy, Admiral Tariq Baloch,",
        "UN envoy Marguerite Delacroix",
        "rebel commander Hamza al-Rifai",
    ),
    "body": (
        "the Indian foreign ministry",
        "Ukraine's general staff",
        "the Sudanese army",
        "the European Commission",
        "Japan's coastguard",
        "the interior ministry in Tbilisi",
        "the Kremlin",
        "the opposition Unity Front",
        "the African Union",
        "the White House",
    ),
    "outlet": (
        "the state news agency",
        "Reuters",
        "Radio Free Savannah",
        "the daily La Jornada",
        "local television",
        "the Anadolu agency",
        "two diplomats briefed on the talks",
        "a report seen by Der Spiegel",
    ),
    "place": (
        "near Port Sudan",
        "in the eastern province of Ituri",
        "outside Kharkiv",
        "on the border between Armenia and Azerbaijan",
        "off the coast of Yemen",
        "in the northern city of Maiduguri",
        "close to the Strait of Hormuz",
        "in Guayaquil",
        "at the Rafah crossing",
    ),
    "day": (
        "on Monday",
        "late on Thursday",
        "over the weekend",
        "last week",
        "on 4 March",
        "in January",
        "overnight",
        "two days ago",
    ),
    "force": (
        "some 300 soldiers",
        "two frigates and a supply ship",
        "an armoured brigade",
        "up to 1,200 police officers",
        "at least 45 drones",
        "its last peacekeepers",
        "an infantry battalion with heavy guns",
    ),
    "deed": (
        "shelled a depot {place}",
        "sent {force} to the region {day}",
        "withdrew {force} from positions {place}",
        "closed its embassy and recalled its ambassador {day}",
        "arrested 17 members of an opposition party {place}",
        "imposed sanctions on four banks",
        "freed nine prisoners {day} under a deal brokered by Qatar",
        "shot down a reconnaissance aircraft {place}",
        "promised $40 million in food aid",
        "suspended the talks that had begun {day}",
        "signed a defence agreement with Greece {day}",
    ),
    "plan": (
        "will send {force} before the end of the month",
        "is ready to hold talks without conditions",
        "plans to expel three diplomats",
        "would respond with force if a single ship crossed the line",
        "may close its air space to foreign carriers",
        "will not withdraw {force} until the other side does",
    ),
    "colour": (
        "The road into the town was empty by the afternoon, and shopkeepers had pulled down their shutters",
        "Oil prices rose by two percent on the news before they fell back",
        "The dispute goes back to a treaty that neither parliament ever put to a vote",
        "Residents reached by telephone described a night without electricity and a morning of rumours",
        "Analysts are divided over how much of the equipment still works",
    ),
}

_PATTERNS = (
    "{leader} said {day} that {body} had {deed_past}.",
    "{Body} {deed}, {outlet} reported {day}, citing officials who asked not to be named.",
    "{Body} accused {leader} of having lied when he said that troops had left the area {place}.",
    "{Leader} warned that {body} {plan}, although {outlet} cast doubt on the claim.",
    '"We have told them many times that this must stop," {leader} told {outlet} {day}.',
    "{Body} denied that it had ordered an attack {place}, and called for an independent inquiry.",
    "At least {number} people were killed and {number} wounded {place} {day} when {body} {deed}.",
    "{Leader} met {leader} {day} to discuss a ceasefire {place}, according to {outlet}.",
    "{Body} {plan}, a spokeswoman said in a statement that was also signed by {leader}.",
    "{colour}.",
    "Thousands of people demonstrated {place} {day} against the decision of {body} to raise fuel prices.",
    "{Outlet} quoted {leader} as saying that the country {plan}.",
)


class _News(Formatter):
    def __init__(self, seed: int) -> None:
        super().__init__()
        self._chance = random.Random(seed)

    def get_value(self, key: int | str, args: object, kwargs: object) -> str:
        name = str(key)
        if name == "number":
            return str(self._chance.randint(2, 90))
        words = self._chance.choice(_SLOTS[name.lower().removesuffix("_past")])
        words = self.format(words)
        return words[0].upper() + words[1:] if name[0].isupper() else words

    def sentence(self) -> str:
        return self.format(self._chance.choice(_PATTERNS))

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self._chance.randint(1, 4)))


def articles(words: int, *, each: int = 450, seed: int = 1) -> Iterator[str]:
    """Articles of about ``each`` words, until there are at least ``words`` in all."""
    news = _News(seed)
    total = 0
    while total < words:
        text, count = "", 0
        while count < min(each, words - total):
            paragraph = news.paragraph()
            text += ("\n\n" if text else "") + paragraph
            count += len(paragraph.split())
        total += count
        yield text
