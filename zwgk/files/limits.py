"""Deliberate limits of the room (限额): each protects the server from one file, none is set by law."""

from __future__ import annotations

from zwgk.rules.errors import BadInput, LimitExceeded

MEGABYTE = 1024 * 1024

MAX_FILE_BYTES = 100 * MEGABYTE
"""Largest file taken in (单个文件上限)."""
MAX_UNPACKED_BYTES = 400 * MEGABYTE
"""Largest sum of a packed file's parts (docx, xlsx): beyond it the file is taken for a zip bomb."""
MAX_PACKING_RATIO = 200
"""Highest ratio unpacked : packed of one part larger than :data:`RATIO_FLOOR_BYTES`."""
RATIO_FLOOR_BYTES = 10 * MEGABYTE
MAX_PARTS = 10_000
"""Most parts in a packed file."""
MAX_PDF_PAGES = 3_000
MAX_OCR_PAGES = 200
"""Scanned pages read by recognition in one file; the rest stay *unread*, never *empty*."""
OCR_SECONDS_PER_PAGE = 60
OFFICE_SECONDS = 120
"""Seconds given to LibreOffice to convert an old doc/wps."""
MAX_IMAGE_PIXELS = 80_000_000
MAX_BODY_BYTES = 2 * MEGABYTE
"""Largest body (正文) in bytes of UTF-8; longer matter belongs into an attachment."""
MAX_BLOCKS = 20_000
MAX_TABLE_CELLS = 200_000
MAX_NAME_LENGTH = 200


def must_fit(name: str, size: int) -> None:
    """Refuse an empty file and one beyond :data:`MAX_FILE_BYTES`. Errors: ``BadInput``, ``LimitExceeded``."""
    if size == 0:
        raise BadInput(what=f"不能接收文件“{name}”", why="文件是空的（0字节）", remedy="请检查原文件后重新上传")
    if size > MAX_FILE_BYTES:
        raise LimitExceeded(
            what=f"不能接收文件“{name}”",
            why=f"单个文件不得超过{MAX_FILE_BYTES // MEGABYTE}MB，该文件为{size / MEGABYTE:.1f}MB",
            remedy="请压缩图片或拆分后重新上传",
        )


def body_must_fit(html: str) -> None:
    """Refuse a body beyond :data:`MAX_BODY_BYTES`. Errors: ``LimitExceeded``."""
    size = len(html.encode("utf-8", "replace"))
    if size > MAX_BODY_BYTES:
        raise LimitExceeded(
            what="不能保存正文",
            why=f"正文不得超过{MAX_BODY_BYTES // MEGABYTE}MB，现为{size / MEGABYTE:.1f}MB",
            remedy="请将大表格或附录改作附件上传",
        )
