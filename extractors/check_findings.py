"""Make a finding: code, severity, the sentence in both languages, fields, places on paper."""

from __future__ import annotations

from collections.abc import Sequence

from models.record import Finding
from models.record import Severity
from models.values import Evidence

__all__ = ["finding"]


def finding(
    code: str,
    severity: Severity,
    vi: str,
    en: str,
    fields: Sequence[str],
    evidence: Sequence[Evidence | None],
) -> Finding:
    """Return a finding whose evidence is the bare places of the given values; None is left out."""
    return Finding(
        code=code,
        severity=severity,
        message=vi,
        message_en=en,
        fields=list(fields),
        evidence=[_place(item) for item in evidence if item is not None],
    )


def _place(item: Evidence) -> Evidence:
    return Evidence(**{name: getattr(item, name) for name in Evidence.model_fields})
