"""The installation's secrets, apart from its data: one small sealed file, never without a passphrase."""

from __future__ import annotations

import io
import json
import os
import re
from pathlib import Path
from typing import IO, cast

from zwgk.cli.state.envelope import MAGIC, OpeningReader, SealingWriter, Wrong
from zwgk.rules.errors import BadInput

KIND = "zwgk keys"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")


def write(target: Path, var: Path, *, passphrase: str) -> list[str]:
    """Seal every file of ``var/secrets`` into ``target``; returns their names. Errors: :class:`BadInput`."""
    found = {
        path.name: path.read_text(encoding="utf-8") for path in sorted((var / "secrets").glob("*")) if path.is_file()
    }
    if not found:
        raise BadInput(what="不能备份密钥", why=f"{var / 'secrets'} 里没有密钥", remedy="请检查 ZWGK_VAR 是否正确")
    sealed = io.BytesIO()
    with SealingWriter(sealed, passphrase) as writer:
        writer.write(json.dumps({"kind": KIND, "keys": found}).encode("utf-8"))
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BadInput(what="不能备份密钥", why=f"{target} 已经存在", remedy="请换一个文件名") from error
    except OSError as error:
        raise BadInput(what="不能备份密钥", why=f"不能写入 {target}", remedy="请检查目录和权限") from error
    with os.fdopen(handle, "wb") as out:
        out.write(sealed.getvalue())
        out.flush()
        os.fsync(out.fileno())
    return sorted(found)


def read(source: Path, *, passphrase: str) -> dict[str, str]:
    """Open such a file. Errors: :class:`Wrong` (other passphrase, damaged, no file of keys), :class:`BadInput`."""
    try:
        with source.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise Wrong("这不是密钥备份")
            raw = json.loads(cast(IO[bytes], OpeningReader(file, passphrase)).read())
    except OSError as error:
        raise BadInput(what="不能恢复密钥", why=f"读不出 {source}", remedy="请核对文件名和权限") from error
    except ValueError as error:
        raise Wrong("这不是密钥备份") from error
    keys = raw.get("keys") if isinstance(raw, dict) and raw.get("kind") == KIND else None
    if not isinstance(keys, dict) or not all(_NAME.fullmatch(str(name)) for name in keys):
        raise Wrong("这不是密钥备份")
    return {str(name): str(text) for name, text in keys.items()}


def put(keys: dict[str, str], var: Path) -> None:
    """Write them into ``var/secrets``, each whole or not at all, in place of what a first start made there."""
    folder = var / "secrets"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, text in keys.items():
        fresh = folder / f".{name}.new"
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(folder / name)
