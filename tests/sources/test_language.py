"""English passes, even in clipped headlines full of names; other languages are named."""

from __future__ import annotations

import pytest

from standoff.errors import LanguageError
from standoff.sources.language import foreign_language, require_english


@pytest.mark.parametrize(
    "text",
    [
        "Norway sends two frigates",
        "Oslo",
        "Gahr Støre: Kongsberg, Tromsø, Kirkenes",
        "Kallas, Tusk, Orbán meet",
        "12 345 / 67",
        "\U0001f6a2\U0001f6a2\U0001f6a2",
        "The ministry said “لن ننسحب” and then it hung up.",
        "He said: «Мы уйдём», and the troops left the town by the river that night.",
        "x" * 5000,
        "Señor Sánchez y García",
        "Guten Tag",
    ],
)
def test_english_and_doubtful_texts_pass(text: str) -> None:
    require_english(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le ministre a rappelé l'ambassadeur mardi soir, selon trois diplomates.", "French (fr)"),
        ("Die Regierung hat am Dienstag ihren Botschafter aus Oslo zurückgerufen.", "German (de)"),
        ("El gobierno retiró a su embajador el martes por la noche.", "Spanish (es)"),
        ("Hükümet salı günü büyükelçisini geri çağırdı.", "Turkish (tr)"),
        ("Правительство отозвало посла во вторник вечером.", "Russian (ru)"),
        ("استدعت الحكومة سفيرها من أوسلو مساء الثلاثاء", "Arabic (ar)"),
        ("他在奥斯陆会见了总统，并且表示军队不会撤出。", "Chinese (zh)"),
        ("Rząd odwołał we wtorek wieczorem swojego ambasadora z Oslo.", "Polish (pl)"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    assert foreign_language(text) == language
    with pytest.raises(LanguageError) as caught:
        require_english(text, "page.txt")
    assert language in str(caught.value)
    assert "--force-language" in str(caught.value)
    assert caught.value.where == "page.txt"
