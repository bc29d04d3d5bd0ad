"""Claims in another language than their sources: names, terms and amounts are checked, the rest is left open."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import audit
from auditor.judging.amounts import amounts
from auditor.judging.language import Language, foreign
from auditor.lexicon.quantities import compare, quantities
from auditor.model.result import Claim, Finding

TALK = """Zuzana: Welcome. Today we talk about the harbour of Skagafell and what the Nautilus 3 buoy has measured there.
Teodor: Thank you. We put the first buoy out in 2016, and it cost about forty thousand euros at the time. Before that
we had only the tide tables and the diaries of the lighthouse keepers, lovely to read but hard to compute with.
Zuzana: And what did you find?
Teodor: The water is two degrees warmer than in the diaries, and thirty percent of the kelp is gone. We send the data
over LoRa every ten minutes to a small server in the harbour office, and the students look at it each morning.
Zuzana: How did you train the model that finds the storms?
Teodor: With random forests at first. Then we moved to gradient boosting, which was better on our small data set.
Zuzana: Did the town pay for it?
Teodor: Partly. The rest came from Equinor, and some from the fishermen, who wanted the warnings more than anybody.
"""


@pytest.fixture
def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Audits one sentence against the talk: the claim and its findings, but for the note that it is unverifiable."""
    monkeypatch.chdir(tmp_path)
    Path("talk.txt").write_text(TALK, "utf-8")

    def run(sentence: str) -> tuple[Claim, list[Finding]]:
        Path("summary.md").write_text(f"{sentence}\n", "utf-8")
        (recording,) = audit(["summary.md"], sources=["talk.txt"]).recordings
        (claim,) = recording.claims
        own = [f for f in recording.findings if f.claim == claim.id and f.name != "unverifiable-claim"]
        return claim, own

    return run


@pytest.mark.parametrize(
    "sentence",
    [
        "Nautilus 3浮标测量了Skagafell港口的水温。",
        "Скагафелль: буй Nautilus 3 измеряет температуру воды.",
        "تقيس العوامة Nautilus 3 درجة حرارة المياه.",
        "数据每十分钟通过LoRa发送到服务器。",
        "Teodor解释说,海水变暖了。",
        "使用RF训练模型。",  # initials of what was said
        "资金部分来自Equinorr公司。",  # another spelling of the same sound
        "三成的海藻消失了,水温上升。",
        "使用Random Forest。",
        "Gradient Boosting 更好。",
        "模型用Gradiant Boasting训练。",
    ],
)
def test_what_is_right_or_open_is_unverifiable_and_never_flagged(judged, sentence: str) -> None:
    claim, findings = judged(sentence)

    assert (claim.verdict, claim.heap) == ("unverifiable", "review")
    assert not [f for f in findings if f.severity != "note"]


@pytest.mark.parametrize(
    ("sentence", "claimed", "said", "name"),
    [
        ("资金部分来自Statkraft公司。", "Statkraft", None, "entity-changed"),
        ("Statkraft 不同意 Equinor。", "Statkraft", None, "entity-changed"),
        ("Деньги дал концерн Statkraft.", "Statkraft", None, "entity-changed"),
        ("Nautilus 7浮标测量了港口的水温。", "Nautilus 7", "Nautilus 3", "entity-changed"),
        ("LoRa每三十分钟发送一次数据。", "三十分钟", "ten minutes", "number-changed"),
        ("LoRa数据显示,百分之七十的海藻消失了。", "百分之七十", "thirty percent", "number-changed"),
        ("Буй Nautilus 3 вышел в море в 2011 году.", "2011 году", "2016", "number-changed"),
    ],
)
def test_a_clear_contradiction_is_a_warning(judged, sentence: str, claimed: str, said: str | None, name: str) -> None:
    claim, (finding,) = judged(sentence)

    assert (claim.verdict, claim.heap) == ("altered", "flagged")
    assert (finding.name, finding.severity, finding.claimed, finding.source) == (name, "warning", claimed, said)


def test_the_rarest_terms_name_the_place(judged) -> None:
    claim, _ = judged("Teodor说,数据通过LoRa发送。")

    (evidence,) = claim.evidence
    assert evidence.line == 6 and "LoRa" in evidence.text


def test_a_claim_without_terms_has_no_place(judged) -> None:
    claim, _ = judged("海水比以前更暖和了。")

    assert claim.evidence == []


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("三分之二", "two thirds"),
        ("百分之五", "five percent"),
        ("百分之三点五", "3.5 percent"),
        ("一亿三千万美元", "130 million dollars"),
        ("2.5万亿美元", "2.5 trillion dollars"),
        ("两年半", "two and a half years"),
        ("十五分钟", "a quarter of an hour"),
        ("3千米", "three kilometres"),
        ("二〇二一年", "in 2021"),
        ("3月5日", "March 5"),
        ("約3万人", "about thirty thousand people"),
        ("5 миллионов долларов", "five million dollars"),
        ("3,5 процента", "3.5 percent"),
        ("٢٥٪", "25 percent"),
        ("1.200 Menschen", "1,200 people"),
        ("4 500 euros", "4,500 euros"),
    ],
)
def test_amounts_of_other_languages(text: str, english: str) -> None:
    (amount,), (said,) = amounts(text), quantities(english)

    assert compare(said, amount.quantity) == "same"
    assert (amount.begin, amount.stop) == (1 if text[0] == "約" else 0, len(text))


@pytest.mark.parametrize(
    "text", ["统一的系统", "十分重要", "万一失败", "4K屏幕", "MP3", "v2.0", "第三", "几分钱", "千万不要"]
)
def test_what_is_no_amount(text: str) -> None:
    assert not amounts(text)


def test_an_order_of_magnitude() -> None:
    low, high = (a.quantity for a in amounts("从数千欧元到数百万欧元"))

    assert (low.value, low.high, high.value, high.high) == (2e3, 9999.0, 2e6, 9999e3)
    assert low.unit == "euro" and amounts("从数千欧元到数百万欧元")[0].vague


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Forscherin sagte, dass der neue Ansatz von Maren Holt in Bremen getestet wurde.",
        "Das Team will bis März fertig werden.",
        "Man hat den Motor also dreimal neu gebaut.",
        "La chercheuse explique que le projet de Jeanne Morel a commencé en 2019 à Lyon.",
        "L'équipe n'a pas d'argent.",
        "El equipo de Lucía Prado no pudo terminar las pruebas antes del verano.",
        "De onderzoekster zei dat het water in de haven van Delft warmer is geworden.",
        "Het is een goed plan.",
        "Il progetto di Marta Rossi non è ancora finito.",
        "Zespół nie mógł zakończyć badań przed latem, ponieważ zabrakło pieniędzy.",
        "浮标测量了水温。",
        "使用Fortran和GRIB格式。",
        "词语(Point of View)由PoVs生成。",
    ],
)
def test_another_language_is_told_by_its_words_of_grammar(sentence: str) -> None:
    assert foreign(sentence, Language("LATIN", "en"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Lars Eklund and Ingrid Dahl met Jean-Luc Moreau in Aix-en-Provence.",
        "Guests: Mbali Ndlovu, Oyelaran Adeyemi, Zsofia Kertesz, Bjork Gudmundsdottir.",
        "Señora de la Vega said the El Niño year hit La Paz and Los Angeles.",
        "Ludwig van der Berg flew from Den Haag to De Panne.",
        "Juan de la Cruz and Maria de los Santos",
        "Die cast parts, in situ tests, per se also in man hours.",
        "The café, the naïve résumé, déjà vu and de facto rules",
        "No, no, no.",
        "42 %",
        "β-carotene levels, 5 µm",
        "He called it 你好 in the middle of the long talk.",
    ],
)
def test_english_full_of_names_is_english(sentence: str) -> None:
    assert not foreign(sentence, Language("LATIN", "en"))


def test_the_other_way_round() -> None:
    assert foreign("The team wants to be ready by March.", Language("LATIN", "de"))
    assert not foreign("Das Team will bis März fertig werden.", Language("LATIN", "de"))


def test_a_german_summary_of_an_english_talk(judged) -> None:
    claim, _ = judged("Die Daten werden alle 10 Minuten mit LoRa in das Hafenamt geschickt.")
    assert claim.verdict == "unverifiable" and "LoRa" in claim.evidence[0].text

    claim, (finding,) = judged("Die Daten werden alle 45 Minuten mit LoRa in das Hafenamt geschickt.")
    assert (claim.verdict, finding.claimed, finding.source) == ("altered", "45 Minuten", "ten minutes")
