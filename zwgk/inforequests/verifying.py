"""Does what the applicants read agree with their cases?"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F

from zwgk.inforequests.identity import keys
from zwgk.inforequests.models import Filing, InfoRequest

TITLE = "依申请公开"


def faults() -> Iterator[str]:
    """One Chinese sentence without a stop for each case whose public progress is not that of its matter."""
    rows = InfoRequest.objects.select_related("matter", "filing").only("matter__number", "matter__stage", "filing")
    for request in rows.filter(filing__progress=None).iterator(chunk_size=1000):
        yield f"{request.matter.number}没有申请人可见的进展"
    for request in (
        rows.exclude(filing__progress__stage=F("matter__stage"))
        .exclude(filing__progress=None)
        .iterator(chunk_size=1000)
    ):
        yield f"{request.matter.number}申请人看到的环节与实际不符"
    sealed = Filing.objects.exclude(sealed="")
    for key in keys.used():
        sealed = sealed.exclude(sealed__startswith=f"v1.{key.key_id}.")
    for number in sealed.values_list("number", flat=True).iterator(chunk_size=1000):
        yield f"{number}的申请人信息用没有登记的密钥加密"
