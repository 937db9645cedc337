"""The proof that nothing removed is left (删减核验): every removed text is looked for in every part of every file.

依据:《政府信息公开条例》第六条(准确)、第十七条(公开前审查)、第三十七条(区分处理)
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from zwgk.files.body import digest, text_of
from zwgk.files.redaction.found import Artefact, Blind, Part
from zwgk.files.redaction.normalising import bare, figures, folded, tight, windows
from zwgk.files.redaction.parts import parts_of
from zwgk.files.redaction.removing import RedactedBody, Removal, redacted_body
from zwgk.rules.labelled import Labelled

PIECE = 6
"""Pieces of a removed text of at least so many letters or digits are looked for on their own."""
ACROSS = 12
"""A piece that runs from one paragraph or cell into the next, or a Latin one in source code, must have so many: chance
joins short ones."""
BODY_NAME = "公开正文.html"


class LeakKind(Labelled):
    """How much of a removed text was found (发现情形)."""

    WHOLE = "whole", "整段"
    PIECE = "piece", "片段"
    FIGURES = "figures", "数字"


@dataclass(frozen=True, slots=True)
class Leak:
    """A removed text that was found (遗留处). ``text`` is its normalised form: for the clerk's eyes, never for a
    log."""

    file: str
    part: str
    method: str
    kind: LeakKind
    text: str = field(repr=False)
    length: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """What was looked at and what was found (核验结果).

    ``leaks`` block the release. ``remaining`` also stands in what was left in on purpose, and ``blind`` could not be
    searched: a human must confirm both. ``checked`` names every part as (file, part, method). Digests are SHA-256
    (hex): of the bodies in their canonical form, of the files by their bytes. The digest of the original is for the
    file only.
    """

    checked: tuple[tuple[str, str, str], ...]
    leaks: tuple[Leak, ...]
    remaining: tuple[Leak, ...]
    blind: tuple[Blind, ...]
    original_digest: str
    public_digest: str
    files: tuple[tuple[str, str], ...]

    @property
    def blocked(self) -> bool:
        """Whether the files must not go out."""
        return bool(self.leaks)

    @property
    def needs_eyes(self) -> bool:
        """Whether a human must confirm something before they may."""
        return bool(self.remaining or self.blind)


@dataclass(frozen=True, slots=True)
class Told:
    """What an attachment said in the places taken away, and what it still says on purpose (附件的删去与保留)."""

    removed: tuple[str, ...]
    remaining: tuple[str, ...]


def prove(
    original_html: str, removals: Sequence[Removal], artefacts: Iterable[Artefact], public_texts: Iterable[str] = (),
    attached: Sequence[Told] = (), progress: Callable[[int, int], None] | None = None,
) -> Proof:  # fmt: skip
    """Look for every removed text in the public body and in every part of every file that is to go out.

    Searched are the whole text, its pieces of at least 6 letters and digits, and its figures of at least 5 digits;
    full-width forms, white space, punctuation and invisible characters make no difference. ``public_texts`` are
    texts meant to be public beside the body (title, 文号, 主送): what is found in them is *remaining*, not a leak.
    What was removed from attachments (``attached``) is looked for everywhere as well. Pictures and drawn pages are read
    by recognition where it is installed. Errors: those of :func:`redacted_body`.
    """
    made = redacted_body(original_html, removals, may_be_whole=bool(attached))
    everything = [Artefact(BODY_NAME, made.html.encode()), *artefacts]
    search = _Search(made, public_texts, attached)
    checked: dict[tuple[str, str, str], None] = {}
    blind: dict[Blind, None] = {}
    found: dict[Leak, bool] = {}
    for turn, artefact in enumerate(everything):
        if progress is not None:
            progress(turn, len(everything))
        for part in parts_of(artefact):
            if isinstance(part, Blind):
                blind[part] = None
                continue
            checked[(part.file, part.name, part.method)] = None
            for leak, known in search.of(part):
                found[leak] = known
    for leak in search.left_on_purpose():
        found.setdefault(leak, True)
    return Proof(
        checked=tuple(checked),
        leaks=tuple(leak for leak, known in found.items() if not known),
        remaining=_by_text(leak for leak, known in found.items() if known),
        blind=tuple(blind),
        original_digest=digest(original_html),
        public_digest=digest(made.html),
        files=tuple((artefact.name, hashlib.sha256(artefact.data).hexdigest()) for artefact in everything),
    )


def _by_text(leaks: Iterable[Leak]) -> tuple[Leak, ...]:
    """One entry for each text that stays (where it is meant to be, it is everywhere), the most telling ones first."""
    first: dict[tuple[LeakKind, str], Leak] = {}
    for leak in leaks:
        first.setdefault((leak.kind, leak.text), leak)
    order = (LeakKind.WHOLE, LeakKind.FIGURES, LeakKind.PIECE)
    return tuple(sorted(first.values(), key=lambda leak: (order.index(leak.kind), -leak.length, leak.text)))


def _stands_alone(text: str, words: str) -> bool:
    """Whether a short Latin text or figure stands there by itself: "12" is not in "2012"."""
    return re.search(rf"(?<![a-z0-9]){re.escape(text)}(?![a-z0-9])", words) is not None


class _Search:
    """The removed texts made ready for looking them up, and the texts that may be found."""

    def __init__(self, made: RedactedBody, public_texts: Iterable[str], attached: Sequence[Told]) -> None:
        removed = [*made.removed, *(text for one in attached for text in one.removed)]
        pieces = [piece for text in removed for piece in re.split(r"[\t\n]", text)] + removed
        keys = {key for text in pieces if len(key := tight(text)) >= 2}
        self.short = {key for key in keys if key.isascii() and len(key) < PIECE}
        self.whole = keys - self.short
        self.windows = {window for text in pieces for window in windows(bare(text), PIECE)}
        letters = "".join(sorted({char for window in self.windows for char in window}))
        self.alphabet = re.compile(f"[{re.escape(letters)}]{{{PIECE},}}") if letters else re.compile(r"(?!)")
        self.figures = {run for text in pieces for run in figures(text)}
        known = [*made.remaining, *made.addresses, *(mark.text for mark in made.marks), *public_texts]
        known += [text for one in attached for text in one.remaining]
        self.known_texts = [tight(text) for text in known]
        self.known_words = "\n".join(folded(text) for text in known)
        spoken = [bare(text) for text in known]
        spoken += [bare(text_of(made.html)), "".join(spoken)]
        self.known_windows = {window for text in spoken for window in windows(text, PIECE)}
        self.known_figures = {run for text in known for run in figures(text)}

    def of(self, part: Part) -> Iterable[tuple[Leak, bool]]:
        """Yield what is found in a part, and whether that also stands in what remains on purpose."""
        for segment in {tight(segment) for segment in part.segments}:
            for text in self.whole:
                if text in segment and not (part.noisy and text.isdigit()):
                    yield self._leak(part, LeakKind.WHOLE, text), any(text in known for known in self.known_texts)
        if self.short and not part.noisy:
            words = "\n".join(folded(segment) for segment in part.segments)
            for text in self.short:
                if _stands_alone(text, words):
                    yield self._leak(part, LeakKind.WHOLE, text), _stands_alone(text, self.known_words)
        # In source code punctuation parts what does not belong together; in what people read it may hide what does.
        bare_segments = [tight(segment) if part.noisy else bare(segment) for segment in part.segments]
        pieces = {piece for segment in set(bare_segments) for piece in self._pieces(segment)}
        pieces |= {piece for piece in self._pieces("".join(bare_segments)) if len(piece) >= ACROSS}
        for piece in pieces:
            by_chance = part.noisy and (piece.isdigit() or (piece.isascii() and len(piece) < ACROSS))
            if not by_chance:
                yield self._leak(part, LeakKind.PIECE, piece), windows(piece, PIECE) <= self.known_windows
        yield from self._figures(part)

    def _figures(self, part: Part) -> Iterable[tuple[Leak, bool]]:
        if not self.figures:
            return
        if part.noisy:
            runs = {run for segment in part.segments for run in re.findall(r"[0-9]{8,}", segment)}
        else:
            runs = {run for segment in part.segments for run in figures(segment)}
        for run in self.figures:
            if any(run in other for other in runs):
                yield self._leak(part, LeakKind.FIGURES, run), any(run in other for other in self.known_figures)

    def left_on_purpose(self) -> Iterable[Leak]:
        """Yield removed texts that stand in what remains, even where no file was handed in."""
        for text in self.whole:
            if any(text in known for known in self.known_texts):
                yield Leak(BODY_NAME, "保留部分", "逐段比对", LeakKind.WHOLE, text, len(text))

    def _pieces(self, text: str) -> Iterable[str]:
        """Yield the longest stretches of ``text`` that consist of pieces of removed texts."""
        if not self.windows:
            return
        for run in self.alphabet.findall(text):
            start: int | None = None
            for i in range(len(run) - PIECE + 1):
                if run[i : i + PIECE] in self.windows:
                    start = i if start is None else start
                elif start is not None:
                    yield run[start : i + PIECE - 1]
                    start = None
            if start is not None:
                yield run[start:]

    @staticmethod
    def _leak(part: Part, kind: LeakKind, text: str) -> Leak:
        return Leak(part.file, part.name, part.method, kind, text, len(text))
