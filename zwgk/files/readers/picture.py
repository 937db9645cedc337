"""Images and recognition (图片, 文字识别): shown where a browser can show them, read where tesseract is installed."""

from __future__ import annotations

import contextlib
import functools
import io
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from zwgk.files import limits
from zwgk.files.readers import refusals
from zwgk.files.readers.kinds import image_extension
from zwgk.files.readers.result import FileKind, Image, PageState, Piece, ReadFile, address, figure, finished, paragraph

LANGUAGE = "chi_sim"
LEAST_CONFIDENCE = 45.0
"""Mean confidence (0–100) below which recognised text is worth nothing."""
_SMALL = 1_000
_CJK = r"\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…〇"
_GAP = re.compile(rf"(?<=[{_CJK}])[ ]+(?=[{_CJK}0-9A-Za-z])|(?<=[0-9A-Za-z])[ ]+(?=[{_CJK}])")


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word and where it stands, in pixels of the image from its upper left corner."""

    text: str
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """What recognition made of an image: lines, the mean confidence (0–100), and the words of each line with their
    places."""

    lines: tuple[str, ...]
    confidence: float
    words: tuple[tuple[Word, ...], ...] = ()


def read(name: str, data: bytes, kind: FileKind = FileKind.IMAGE) -> ReadFile:
    """Read an image, every frame of a TIFF. Errors: ``BadInput`` (broken), ``LimitExceeded`` (pixels)."""
    found_frames = frames(name, data)
    shown = showable(data, "")
    pieces: list[Piece] = [figure(shown)] if shown else []
    states: list[PageState] = []
    unread: list[str] = []
    for number, frame in enumerate(found_frames, 1):
        state, found, sentence = read_scan(
            frame, f"第{number}页是扫描图片" if len(found_frames) > 1 else "该文件是图片"
        )
        states.append(state)
        pieces += [paragraph(line) for line in found]
        if sentence:
            unread.append(sentence)
    images = (shown,) if shown else ()
    return finished(kind, pieces, images=images, unread=unread, pages=tuple(states))


def read_scan(image: Any, subject: str) -> tuple[PageState, tuple[str, ...], str]:
    """Recognise one page given as a Pillow image: its state, its lines, and the sentence on what was not read.

    A page that is blank all over is *text* without words; anything else without words is *unreadable*, never empty.
    """
    if is_blank(image):
        return PageState.TEXT, (), ""
    if not available():
        return PageState.UNREADABLE, (), f"{subject}，未能识别文字（本机未安装文字识别），须人工查看"
    found = recognise(image)
    if found is None:
        return PageState.UNREADABLE, (), f"{subject}，文字识别超时或失败，须人工查看"
    if not found.lines or found.confidence < LEAST_CONFIDENCE:
        return PageState.UNREADABLE, (), f"{subject}，未能识别文字，须人工查看"
    return PageState.OCR, found.lines, ""


def available() -> bool:
    """True where tesseract and its Chinese data are installed."""
    program = shutil.which("tesseract")
    return bool(program) and LANGUAGE in _languages(str(program))


@functools.lru_cache(maxsize=4)
def _languages(program: str) -> frozenset[str]:
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(done.stdout.decode("utf-8", "replace").split())


def recognise(image: Any) -> Recognised | None:
    """Run tesseract over a Pillow image; ``None`` where it fails or needs longer than the limit."""
    buffer = io.BytesIO()
    grey = image.convert("L")
    enlarged = 2 if max(grey.size) < _SMALL else 1
    if enlarged > 1:
        grey = grey.resize((grey.width * enlarged, grey.height * enlarged))
    grey.save(buffer, "PNG", dpi=(300, 300))
    command = [shutil.which("tesseract") or "tesseract", "stdin", "stdout", "-l", LANGUAGE, "--psm", "3", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=buffer.getvalue(),
            capture_output=True,
            timeout=limits.OCR_SECONDS_PER_PAGE,
            check=True,
            env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/local/bin:/usr/bin:/bin"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return _from_tsv(done.stdout.decode("utf-8", "replace"), enlarged)


def _from_tsv(tsv: str, enlarged: int) -> Recognised:
    lines: dict[tuple[str, ...], list[Word]] = {}
    weighed, characters = 0.0, 0
    for row in tsv.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) < 12 or not fields[11].strip():
            continue
        word, confidence = fields[11].strip(), float(fields[10])
        left, top, width, height = (int(figure) // enlarged for figure in fields[6:10])
        lines.setdefault(tuple(fields[1:5]), []).append(Word(word, left, top, left + width, top + height))
        weighed += max(confidence, 0.0) * len(word)
        characters += len(word)
    joined = tuple(joined_words(word.text for word in words) for words in lines.values())
    return Recognised(joined, weighed / characters if characters else 0.0, tuple(map(tuple, lines.values())))


def joined_words(words: Iterable[str]) -> str:
    """Join the words of a line: no blank between Chinese characters."""
    return _GAP.sub("", " ".join(words))


def showable(data: bytes, alt: str) -> Image | None:
    """Return the image as a browser can show it, without position and camera data, or ``None`` where that fails.

    JPEG, PNG, GIF and WebP keep their pixels; BMP and TIFF become PNG. The name is the address it will be kept under.
    """
    from PIL import Image as Pillow
    from PIL import ImageOps, UnidentifiedImageError

    extension = image_extension(data[:32])
    if not extension:
        return None
    try:
        with _whole_images_only(), Pillow.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > limits.MAX_IMAGE_PIXELS:
                return None
            opened.load()
            personal = bool(opened.getexif()) or "comment" in opened.info
            if extension in ("jpg", "png", "gif", "webp") and not personal:
                return Image(address(data, extension), data, alt)
            turned = ImageOps.exif_transpose(opened)
            out = io.BytesIO()
            if extension == "jpg":
                turned.convert("RGB").save(out, "JPEG", quality=92)
            else:
                extension = "png"
                mode = turned.mode if turned.mode in ("1", "L", "LA", "P", "RGB", "RGBA") else "RGB"
                clean = turned.convert("RGBA" if mode == "P" and "transparency" in turned.info else mode)
                clean.info.clear()
                clean.save(out, "PNG")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Pillow.DecompressionBombError):
        return None
    return Image(address(out.getvalue(), extension), out.getvalue(), alt)


@contextlib.contextmanager
def _whole_images_only() -> Iterator[None]:
    """Refuse images that are cut off, also where another library of the process has told Pillow to put up with them."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def frames(name: str, data: bytes) -> list[Any]:
    """Return the picture, upright and in colour, or every frame of a TIFF. Errors: as :func:`read`."""
    from PIL import Image as Pillow
    from PIL import ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with _whole_images_only(), Pillow.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > limits.MAX_IMAGE_PIXELS:
                raise refusals.too_large(
                    name,
                    f"图片为{opened.width}×{opened.height}像素，不得超过{limits.MAX_IMAGE_PIXELS // 10_000}万像素",
                    "请缩小后重新上传",
                )
            if opened.format != "TIFF":
                opened.load()
                return [_on_white(ImageOps.exif_transpose(opened))]
            found: list[Any] = []
            for frame in ImageSequence.Iterator(opened):
                if len(found) >= limits.MAX_OCR_PAGES:
                    raise refusals.too_large(name, f"图片超过{limits.MAX_OCR_PAGES}页", "请拆分后重新上传")
                found.append(_on_white(frame))
            return found
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Pillow.DecompressionBombError) as error:
        raise refusals.broken(name, "图片") from error


def _on_white(image: Any) -> Any:
    """In colour; what is transparent shows as paper."""
    from PIL import Image as Pillow

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Pillow.new("RGBA", layered.size, "white")
        return Pillow.alpha_composite(paper, layered).convert("RGB")
    return image.convert("RGB")


def is_blank(image: Any) -> bool:
    """True where hardly any spot differs from the paper; faint scans of text do differ."""
    grey = image.convert("L")
    grey.thumbnail((400, 400))
    histogram = grey.histogram()
    paper = max(range(256), key=lambda i: histogram[i])
    off = sum(count for shade, count in enumerate(histogram) if abs(shade - paper) > 40)
    return bool(off <= grey.width * grey.height * 0.0002)
