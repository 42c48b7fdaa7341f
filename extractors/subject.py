"""Read the subject (trích yếu): below the number of a công văn, below the type's name elsewhere.

In: the subject zones. Out: the subject in one line, without the lead «V/v». «Về việc» and «Về»
belong to the subject of the other types and stay. What a scan lost of the two leads is mended: they
are fixed phrases of the form. A word of a scan that is no syllable and was read unsurely makes the whole
subject a doubt; it stays as read.
"""

from __future__ import annotations

import re

from extractors.cutting import trim
from extractors.cutting import value_of
from extractors.lexicon import load_lexicon
from models.folding import fold
from models.layout import Layout
from models.layout import ZoneKind
from models.values import Value

__all__ = ["find_subject"]

# A scan reads the small v of «V/v» as anything of a letter or two.
# Some offices write it out and set a colon («Về: …»).
_LEAD_RE = re.compile(
    r"[\s\"'“”*_.:-]{0,4}(?:V\s?(?:/\s?\S{0,2}|\.\s?[vV])[:.]?(?:\s|(?<=v))|Về\s?:\s)"
)

# Older decisions name the issuer between the type and the lead («QUYẾT ĐỊNH CỦA ỦY BAN … V/V …»).
_ISSUER_RE = re.compile(r"C[ỦU]A\s[^\n]{3,120}?\s(?=V\s?/\s?V\s)", re.IGNORECASE)

# Worse: the stroke is lost as well («VW», «V4», «VÀ», «VAY»). Capitals and figures before a word in
# small letters are no other word of a subject.
_POOR_LEAD_RE = re.compile(r"V(?:[A-ZÀÁÂÝ]{1,2}|[\dlIíw|]{1,2})[/:.]?\s(?=[^\W\d_])")
# «Về việc», its first letter or its accents lost; nothing else precedes «việc» there.
_ABOUT_RE = re.compile(r"[Vv][àaâáèéêẻẽế] (?=việc\b)")

# A strange word read so surely is a name; below it, it is a misread one, and what it leaves of the subject.
_SURE_WORD, _MISREAD = 0.85, 0.5


def find_subject(layout: Layout) -> Value | None:
    """Return the document's subject, or None when none is printed (an invitation, say)."""
    zones = list(layout.zones_of(ZoneKind.SUBJECT))
    if not zones:
        return None
    parts: list[str] = []
    start, end = zones[0].start, zones[0].start
    for zone in zones:
        # A mark or a rule may part a subject; a second subject far away is another paper's.
        if parts and zone.start - end > 80:
            break
        parts.append(layout.cut(zone))
        end = zone.end
    issuer = _ISSUER_RE.match(layout.text, start, end)
    start = issuer.end() if issuer else start
    lead = _LEAD_RE.match(layout.text, start, end)
    if lead is None:
        poor = _POOR_LEAD_RE.match(layout.text, start, end)
        lead = poor if poor and layout.text[poor.end()].islower() else None
    if lead:
        start = lead.end()
    start, end = trim(layout.text, start, end, left=":.-–", right=".,;:-–_/")
    text = layout.text[start:end]
    if not any(c.isalpha() for c in text):
        return None
    rule = "subject.lead" if lead else "subject.heading"
    confidence = 0.97 if len(text) > 12 else 0.8
    if _has_misread_word(layout, start, end):
        confidence = min(confidence, _MISREAD)
    value = value_of(layout, start, end, rule=rule, confidence=confidence, withhold=True)
    return value if value is None or value.value is None else _mended(value)


def _has_misread_word(layout: Layout, start: int, end: int) -> bool:
    """Tell whether a word was read unsurely and is neither a syllable nor an abbreviation («Arong»)."""
    known = load_lexicon().syllables
    for anchor in layout.anchors_in(start, end):
        word = layout.text[anchor.start : anchor.end].strip(".,;:()“”\"'")
        plain = word.isalpha() and len(word) > 1 and not word[1:].isupper()
        if anchor.ocr and anchor.confidence < _SURE_WORD and plain and fold(word) not in known:
            return True
    return False


def _mended(value: Value) -> Value:
    """Return the subject with «Về việc» as the form has it, where a scan lost an accent."""
    text = value.value or ""
    poor = _ABOUT_RE.match(text)
    if poor is None:
        return value
    about = f"Về {text[poor.end() :]}"
    return value.model_copy(update={"value": about, "repairs": [*value.repairs, "form-phrase"]})
