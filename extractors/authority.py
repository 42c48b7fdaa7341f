"""Link the name of a body to the authority file: who is meant, how surely, and by which rule.

In: a name as written, and where the paper comes from. Out: a `BodyLink`, or None for a body that the file does not know.

1. exact         the official name
2. abbreviation  a variant, or abbreviations written out
3. pattern       a kind of body and a territory («UBND xã Bảo Lâm 1, tỉnh Lâm Đồng»)
4. context       the same, the territory or a part of it taken from the letterhead («TU», «Sở Y tế», «UBND xã»)
5. office        the head of such a body («Giám đốc Sở Y tế»)
Groups («các sở, ban, ngành») and people name no single body: a link without an `id`. All words of a name must be
accounted for: what goes on behind a known name is another body («Văn phòng Trung ương Đoàn»), and nothing is forced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from functools import cache
from pathlib import Path

from extractors.authority_forms import Form
from extractors.authority_forms import forms_of
from extractors.authority_rules import AuthorityRules
from extractors.authority_rules import authority_rules
from extractors.authority_rules import provinces
from extractors.authority_territory import Gazetteer
from extractors.authority_territory import Placed
from extractors.authority_territory import Territory
from extractors.authority_words import NameWords
from extractors.authority_words import name_words
from models.folding import fold
from models.values import BodyLink

__all__ = ["Authority", "BodyContext", "link_body", "link_symbol", "load_authority"]

_SURETY = {"exact": 0.98, "abbreviation": 0.96, "pattern": 0.95, "context": 0.88, "symbol": 0.9}
_OFFICE, _ASIDE = 0.95, 0.95
_ASIDE_RE = re.compile(r"\s{0,3}\([^()]{1,120}\)\s{0,3}[.;,]?\s{0,3}$")
# A decision of a session is the body's.
_SESSION_RE = re.compile(r"^Hội nghị(?: Trung ương)? lần thứ [\w ]{1,20},?\s(?=Ban Chấp hành)")
_TERM_RE = re.compile(r"khóa [ivxlc\d]{1,5}")
_MOST_OFFICES = 3
# Ids are indexed: PostgreSQL refuses long entries.
_LONGEST_ID = 300
# Levels whose names are open, so that a personal name could stand for one.
_OPEN_LEVELS = ("district", "commune")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyContext:
    """Where a paper comes from.

    Attributes:
        home: Territory of the letterhead; None for a central body, or when it is not known.
        branch: Branch of the issuing body, None when not known.
        own: The name is that of the paper's own body, as behind «T/M».
    """

    home: Territory | None = None
    branch: str | None = None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A link, and the territory that it names."""

    link: BodyLink
    territory: Territory | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """The authority file, ready for look-up."""

    rules: AuthorityRules
    gazetteer: Gazetteer
    forms: dict[str, tuple[Form, ...]]
    symbols: dict[str, tuple[Form, ...]]
    longest: int
    offices: tuple[tuple[str, ...], ...]

    def find(self, text: str, context: BodyContext) -> Found | None:
        """Return the link and its territory; see `link_body`."""
        if not text.strip():
            return None
        bare = _ASIDE_RE.sub("", text)
        words = name_words(_SESSION_RE.sub("", bare), self._abbreviations(context))
        found = self._single(words, context) or self._by_office(words, context)
        if found is not None:
            aside = _ASIDE if bare != text else 1.0
            return replace(found, link=_less(found.link, aside))
        rule = self._no_single(bare, context)
        return None if rule is None else Found(link=_unnamed(rule))

    def find_symbol(self, symbol: str, context: BodyContext) -> Found | None:
        """Return the body of a symbol and its territory; see `link_symbol`."""
        for form in self.symbols.get(symbol, ()):
            if form.group_level is not None:
                return Found(link=self._link(form, None, "symbol", 1.0))
            home, level = context.home, form.level_of_symbol(symbol)
            if home is None or level is None:
                continue
            if level == "province":
                home = self.gazetteer.province_of(home)
            if home.level == level:
                return Found(link=self._link(form, home, "symbol", 0.95), territory=home)
        for form in self.forms.get("", ()):
            if any(re.fullmatch(pattern, symbol) for pattern in form.row.symbol_patterns):
                return Found(link=self._link(form, None, "symbol", 1.0))
        return None

    def territory(self, text: str) -> Territory | None:
        """Return the province or the like that is all of `text` («TỈNH LÀO CAI»), or None."""
        placed = self.gazetteer.read(
            name_words(text, self._abbreviations(BodyContext())), 0, None, None
        )
        return None if placed is None else placed.territory

    def _abbreviations(self, context: BodyContext) -> dict[str, str]:
        """TU, VPTU are those of a province or of a city: the letterhead tells which."""
        words = self.rules.abbreviations.words
        if context.home is not None and context.home.province_unit == "thành phố":
            return {key: name.replace("Tỉnh ủy", "Thành ủy") for key, name in words.items()}
        return words

    def _single(self, words: NameWords, context: BodyContext) -> Found | None:
        """Return the body that all of the words name; the longest known beginning is tried first."""
        for length in range(min(self.longest, len(words.folded)), 0, -1):
            if length < len(words.folded) and length - 1 in words.commas:
                continue
            for form in self.forms.get(" ".join(words.folded[:length]), ()):
                found = self._fits(form, words, length, context)
                if found is not None:
                    return found
        return None

    def _fits(
        self, form: Form, words: NameWords, length: int, context: BodyContext
    ) -> Found | None:
        rest = " ".join(words.folded[length:])
        if form.group_level is not None:
            if rest and _TERM_RE.fullmatch(rest) is None:
                return None
            exact = form.official and not words.spelled_out
            return Found(link=self._link(form, None, "exact" if exact else "abbreviation", 1.0))
        placed = self._place(form, words, length, context)
        if placed is None or placed.territory.level not in form.levels:
            return None
        rule = "context" if placed.by_context and not _says_province(words, placed) else "pattern"
        if rule == "pattern" and (words.spelled_out or not form.official):
            rule = "abbreviation"
        link = self._link(form, placed.territory, rule, placed.surety)
        return Found(link=link, territory=placed.territory)

    def _place(
        self, form: Form, words: NameWords, length: int, context: BodyContext
    ) -> Placed | None:
        home = context.home
        if length < len(words.folded):
            if form.own_only or form.bare:
                return None
            bare = self._bare_unit(form, words, length)
            if bare is None:
                return self.gazetteer.read(words, length, form.unit, home)
            territory = self.gazetteer.at(bare, home)
        elif form.own_only and len(form.levels) > 1:
            territory = home if self._is_own(form, context) else None
        elif form.unit is not None:
            territory = self.gazetteer.at(form.unit, home)
        elif form.bare:
            territory = home if home is not None and home.level == "commune" else None
        elif not form.row.alone:
            territory = home if self._is_own(form, context) else None
        elif form.levels == ("province",):
            territory = None if home is None else self.gazetteer.province_of(home)
        elif len(form.levels) == 1:
            territory = home
        else:
            territory = home if self._is_own(form, context) else None
        return None if territory is None else Placed(territory=territory, by_context=True)

    def _is_own(self, form: Form, context: BodyContext) -> bool:
        return context.own and context.branch in (None, form.branch)

    def _bare_unit(self, form: Form, words: NameWords, length: int) -> str | None:
        """Return the unit that alone follows the kind: «UBND tỉnh», «Công an thành phố»."""
        rest = " ".join(words.folded[length:])
        return rest if form.unit is None and rest in self.gazetteer.units else None

    def _by_office(self, words: NameWords, context: BodyContext) -> Found | None:
        start, person = 0, False
        for _ in range(_MOST_OFFICES):
            office = next(
                (o for o in self.offices if words.folded[start : start + len(o)] == o), None
            )
            if office is None:
                return None
            start += len(office)
            person = person or "lãnh" not in office
            found = self._single(_from(words, start), context)
            if found is not None and not (person and self._may_be_person(found)):
                return replace(found, link=_less(found.link, _OFFICE, rule="office"))
        return None

    def _may_be_person(self, found: Found) -> bool:
        """Tell whether the open name of a place may be the name of the person («Chủ tịch UBND xã Lê Văn A»)."""
        territory = found.territory
        if territory is None or territory.level not in _OPEN_LEVELS or found.link.rule == "pattern":
            return False
        names = fold(territory.name).split()
        return len(names) > 2 or names[0] in self.rules.offices.surnames

    def _no_single(self, text: str, context: BodyContext) -> str | None:
        folded = fold(text)
        if _begins(folded, self.rules.persons.words):
            return "person"
        groups = self.rules.groups
        if (
            not text[:1].isupper()
            or folded in groups.whole
            or _begins(folded, groups.words)
            or any(f" {word} " in f" {folded} " for word in groups.within)
        ):
            return "group"
        parts = re.split(r"\s[-–]\s|[,;/]\s?|\svà\s", text)
        known = (self._is_known(part, context) for part in parts[1:])
        return "group" if len(parts) > 1 and any(known) else None

    def _is_known(self, part: str, context: BodyContext) -> bool:
        words = name_words(part, self._abbreviations(context))
        return any(
            " ".join(words.folded[:length]) in self.forms
            for length in range(1, min(self.longest, len(words.folded)) + 1)
        )

    def _link(self, form: Form, territory: Territory | None, rule: str, surety: float) -> BodyLink:
        name = form.official_name(territory)
        since, until = form.row.since, form.row.until
        if territory is not None:
            first, last = self.gazetteer.days_of(territory)
            since = max((day for day in (since, first) if day is not None), default=None)
            until = min((day for day in (until, last) if day is not None), default=None)
        return BodyLink(
            id=fold(name).replace(",", "").replace(" ", "-")[:_LONGEST_ID],
            name=name,
            level=form.group_level or (territory.level if territory else None),
            branch=form.branch,
            territory=None if territory is None else territory.whole,
            rule=rule,
            confidence=round(_SURETY[rule] * surety, 3),
            valid_from=None if since is None else since.isoformat(),
            valid_until=None if until is None else until.isoformat(),
            successor="; ".join(self._successors(form, territory)) or None,
        )

    def _successors(self, form: Form, territory: Territory | None) -> Iterator[str]:
        heir = territory
        if territory is not None and territory.level == "province":
            merged = self.gazetteer.provinces[fold(territory.name)].successor
            if merged is not None:
                heir = self.gazetteer.province_named(merged)
        names = form.row.successors or ((form.row.name,) if heir != territory else ())
        for name in names:
            yield form.named(name).official_name(heir)


@cache
def load_authority(own: Path | None = None) -> Authority:
    """Return the authority file, with an office's own laid over it.

    Raises:
        AuthorityFileError: If the office's file cannot be used.
    """
    rules = authority_rules(own)
    forms, symbols = forms_of(rules)
    offices = {name_words(word, {}).folded for word in rules.offices.words}
    return Authority(
        rules=rules,
        gazetteer=Gazetteer.of(provinces(rules), rules.units.unit),
        forms=forms,
        symbols=symbols,
        longest=max(len(key.split()) for key in forms),
        offices=tuple(sorted(offices, key=lambda words: (-len(words), words))),
    )


def link_body(
    text: str, context: BodyContext | None = None, *, authority: Authority | None = None
) -> BodyLink | None:
    """Return who is meant by the name `text`, or None for a body that the file does not know.

    Args:
        text: A name as written in a letterhead, a list of recipients, a task or a citation.
        context: Where the paper comes from; nothing is taken from it when None.
        authority: The authority file; the shipped one when None.

    Example:
        >>> link_body("UBND tỉnh Lào Cai").name
        'Ủy ban nhân dân tỉnh Lào Cai'
        >>> link_body("Các sở, ban, ngành").rule
        'group'
    """
    found = (authority or load_authority()).find(text, context or BodyContext())
    return None if found is None else found.link


def link_symbol(
    symbol: str, context: BodyContext | None = None, *, authority: Authority | None = None
) -> BodyLink | None:
    """Return the body that a body symbol («NĐ-CP»: ``CP``; ``TU``) stands for, or None.

    Args:
        symbol: The body's part of a document's symbol.
        context: Where the paper comes from; `TU` is its province's.
        authority: The authority file; the shipped one when None.
    """
    found = (authority or load_authority()).find_symbol(symbol, context or BodyContext())
    return None if found is None else found.link


def _less(link: BodyLink, factor: float, *, rule: str | None = None) -> BodyLink:
    changed = {"confidence": round(link.confidence * factor, 3), "rule": rule or link.rule}
    return link.model_copy(update=changed)


def _unnamed(rule: str) -> BodyLink:
    return BodyLink(id=None, name=None, rule=rule, confidence=0.9)


def _from(words: NameWords, start: int) -> NameWords:
    return replace(
        words,
        folded=words.folded[start:],
        written=words.written[start:],
        commas=frozenset(at - start for at in words.commas if at >= start),
    )


def _begins(folded: str, words: Iterable[str]) -> bool:
    return any(
        folded.startswith(word) and not folded[len(word) : len(word) + 1].isalnum()
        for word in words
    )


def _says_province(words: NameWords, placed: Placed) -> bool:
    """Tell whether the province that holds the place stands in the name itself."""
    said = " ".join(words.folded)
    territory = placed.territory
    return territory.level != "province" and said.endswith(
        f"{territory.province_unit} {fold(territory.province)}"
    )
