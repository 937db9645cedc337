"""The archive package of a case (归档信息包): a bag after BagIt 1.0 with two lists of digests and DA/T 46 metadata.

``<number>/data/NN-题名.ext`` and ``data/元数据.xml``; ``manifest-sha256.txt`` for every tool that knows bags,
``manifest-sm3.txt`` for the archives at home. 依据:《文书类电子文件元数据方案》(DA/T 46—2009); RFC 8493
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import IO
from xml.etree import ElementTree as XML

from zwgk.files import names
from zwgk.inforequests.filed.contents import Piece
from zwgk.inforequests.filed.sheets import story
from zwgk.inforequests.models import ArchivedCase, InfoRequest
from zwgk.rules.archiving import Term
from zwgk.rules.errors import BadInput
from zwgk.rules.outcomes import OUTCOMES
from zwgk.rules.receipt import Channel

METADATA = "元数据.xml"
ALGORITHMS = ("sha256", "sm3")
_WHEN = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever it is made


def bag(request: InfoRequest, pieces: Sequence[Piece], whole: bytes, *, on: date) -> bytes:
    """Return the package as zip; ``whole`` is the bound PDF, which lies in it beside the single papers.

    Equal contents give equal bytes. Errors: none.
    """
    top = names.harmless(request.matter.number)
    payload = [(f"{n:02d}-{names.harmless(p.name)}", p.data) for n, p in enumerate(pieces, 1)]
    payload.append(("案卷合订本.pdf", whole))
    payload.append((METADATA, metadata(request, pieces, payload)))
    files = {f"data/{name}": data for name, data in payload}
    size = sum(map(len, files.values()))
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": _info(request, size, len(files), on).encode(),
    }
    tags |= {f"manifest-{name}.txt": _manifest(files, name) for name in ALGORITHMS}
    tags |= {f"tagmanifest-{name}.txt": _manifest(tags, name) for name in ALGORITHMS}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in {**tags, **files}.items():
            packed.writestr(zipfile.ZipInfo(f"{top}/{name}", _WHEN), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def metadata(request: InfoRequest, pieces: Sequence[Piece], payload: Sequence[tuple[str, bytes]]) -> bytes:
    """The metadata of the case: the piece as a whole, what was done with it, its files with their digests."""
    file = ArchivedCase.objects.filter(request=request).first()
    root = XML.Element("电子文件", {"档号": file.archival_number if file else ""})
    for name, value in _values(request, file):
        XML.SubElement(root, name).text = value
    acts = XML.SubElement(root, "业务行为")
    for when, what, who, words in story(request).rows:
        XML.SubElement(acts, "行为", {"日期": when, "名称": what, "责任者": who}).text = words
    listed = XML.SubElement(root, "文件清单")
    for n, (name, data) in enumerate(payload):
        about = {"名称": name, "字节数": str(len(data))}
        about |= {code.upper(): hashlib.new(code, data).hexdigest() for code in ALGORITHMS}
        if n < len(pieces):
            piece = pieces[n]
            about |= {"题名": piece.title, "文号": piece.doc_number, "责任者": piece.author}
            about["日期"] = piece.on.isoformat() if piece.on else ""
        XML.SubElement(listed, "文件", {key: value for key, value in about.items() if value})
    XML.indent(root)
    return bytes(XML.tostring(root, encoding="utf-8", xml_declaration=True))


def _values(request: InfoRequest, file: ArchivedCase | None) -> list[tuple[str, str]]:
    outcome = OUTCOMES[request.outcome].label if request.outcome else ""
    values = [
        ("聚合层次", "案卷"),
        ("来源", request.organ.name),
        ("题名", f"政府信息公开申请：{request.filing.masked_name}"),
        ("系统编号", request.matter.number),
        ("申请编号", request.filing.number),
        ("申请渠道", Channel(request.channel).label),
        ("收到申请之日", request.received_on.isoformat() if request.received_on else ""),
        ("答复之日", request.answered_on.isoformat() if request.answered_on else ""),
        ("答复结果", outcome),
        ("密级", "非密"),
    ]
    if file is not None:
        values += [
            ("年度", str(file.year)),
            ("保管期限", Term(file.term).label),
            ("保管期限依据", file.basis + (f"；{file.reason}" if file.reason else "")),
            ("保存至", request.keep_until.isoformat() if request.keep_until else "永久"),
            ("归档人", file.filed_by),
            ("归档日期", file.filed_on.isoformat()),
        ]
    return values


def faults(package: IO[bytes]) -> list[str]:
    """Read a package back: what is missing, not listed, or not what its digests say; empty where it is whole.

    Errors: :class:`BadInput` for what is no such package.
    """
    try:
        with zipfile.ZipFile(package) as packed:
            files = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise BadInput(what="不能核对归档包", why="不是完整的 zip 文件", remedy="请重新取得归档包") from error
    if not files.get("bagit.txt", b"").startswith(b"BagIt-Version: 1.0\n"):
        raise BadInput(what="不能核对归档包", why="缺少 bagit.txt", remedy="请重新取得归档包")
    wrong = []
    for name in ALGORITHMS:
        for manifest, covered in ((f"manifest-{name}.txt", "data/"), (f"tagmanifest-{name}.txt", "")):
            listed = dict(line.split("  ", 1)[::-1] for line in files.get(manifest, b"").decode().splitlines())
            wrong += [n for n, digest in listed.items() if hashlib.new(name, files.get(n, b"")).hexdigest() != digest]
            if covered:
                wrong += [n for n in files if n.startswith(covered) and n not in listed]
    return sorted(set(wrong))


def _manifest(files: dict[str, bytes], algorithm: str) -> bytes:
    rows = {name: data for name, data in files.items() if not name.startswith("tagmanifest-")}
    return "".join(f"{hashlib.new(algorithm, data).hexdigest()}  {name}\n" for name, data in rows.items()).encode()


def _info(request: InfoRequest, size: int, count: int, on: date) -> str:
    return (
        f"Source-Organization: {request.organ.name}\n"
        f"External-Identifier: {request.matter.number}\n"
        f"External-Description: 政府信息公开申请案卷\n"
        f"Bagging-Date: {on.isoformat()}\n"
        f"Payload-Oxum: {size}.{count}\n"
    )
