"""The rules that run, in the order of their findings. A new rule is one function and one line here."""

from __future__ import annotations

from auditor.rules import asr, coverage, document, fields, inherited, labels, quotes, said, sentiment, speakers, times
from auditor.rules.engine import RuleFunction

RULES: tuple[RuleFunction, ...] = (
    said.fabricated,
    said.unverifiable,
    said.changed,
    quotes.not_verbatim,
    fields.unsupported,
    speakers.unsupported,
    speakers.invented,
    labels.two_labels,
    labels.question_and_answer,
    labels.own_name,
    labels.restarted,
    times.off,
    times.out_of_order,
    times.invalid,
    sentiment.missing,
    sentiment.not_in_vocabulary,
    sentiment.inconsistent,
    sentiment.against_wording,
    document.duplicated,
    document.retold,
    document.pipeline_text,
    document.cut_off,
    document.format_drift,
    document.not_understood,
    inherited.inherited,
    coverage.not_covered,
    *asr.RULES,
)
