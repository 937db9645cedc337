"""SHA-256 and SM3 (国密) of the same bytes; blobs kept before SM3 was taken get theirs later (GB/T 32905-2016)."""

from __future__ import annotations

import hashlib
import io

import pytest

from tests.people.factory import County
from zwgk.files import digests, store, verifying
from zwgk.files.models import Blob, Purpose
from zwgk.people.actor import SYSTEM

ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_sm3_is_that_of_the_standard() -> None:
    """GB/T 32905-2016 appendix A.1."""
    assert digests.of_stream(io.BytesIO(b"abc")).sm3 == ABC
    assert digests.of_stream(io.BytesIO(b"abc")).sha256 == hashlib.sha256(b"abc").hexdigest()


def test_without_the_systems_openssl_another_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> None:
        raise ValueError(name)

    monkeypatch.setattr(digests.hashlib, "new", unknown)
    found = digests.Digests()
    found.update(b"a")
    found.update(b"bc")
    assert found.sm3 == ABC
    assert found.sm3 == ABC, "asking does not end it"


@pytest.mark.django_db
def test_a_kept_file_bears_both_and_verify_looks_at_both(county: County) -> None:
    file = store.keep("abc.txt", b"abc", actor=SYSTEM, purpose=Purpose.ATTACHMENT)
    assert file.blob.sm3 == ABC
    assert list(verifying.faults()) == []
    Blob.objects.update(sm3="0" * 64)
    assert "国密摘要不符" in next(iter(verifying.faults()))


@pytest.mark.django_db
def test_what_was_kept_before_gets_its_sm3_and_damage_is_left_to_be_told(county: County) -> None:
    store.keep("abc.txt", b"abc", actor=SYSTEM, purpose=Purpose.ATTACHMENT)
    Blob.objects.update(sm3="")
    Blob.objects.create(sha256="0" * 64, size=3, kept_at=Blob.objects.get().kept_at)
    assert store.add_missing_sm3(10) == 1
    assert sorted(Blob.objects.values_list("sm3", flat=True)) == ["", ABC]
    assert store.add_missing_sm3(10) == 0
