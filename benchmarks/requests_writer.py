"""One process that files applications, as a portal's worker does: ``python -m benchmarks.requests_writer --seconds S``.

Prints how many receipts were shown, how many attempts failed, how many seconds passed. ``--receipts FILE``: each number
is written there before the next application is filed.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> None:
    """File until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--receipts", default="")
    args = parser.parse_args(argv)
    from zwgk.cli.ready import django_ready

    django_ready(migrated=False)
    from django.utils import timezone

    from zwgk.inforequests import intake
    from zwgk.people.models import Unit, UnitKind
    from zwgk.rules.applicants import Applicant, ApplicantClass, Form, Proof, Way, Wish

    organ = Unit.objects.filter(kind=str(UnitKind.DEPARTMENT)).order_by("pk").values_list("pk", flat=True)[0]
    person = Applicant(
        ApplicantClass.NATURAL_PERSON, "穆青禾", Proof.PASSPORT, "E12345678", phone="13900000012", address="青石街1号"
    )
    wish = Wish("2025年度农村公路养护资金分配情况", Form.PAPER, Way.POST)
    shown = failed = 0
    receipts = os.open(args.receipts, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if args.receipts else -1
    print("ready", flush=True) if receipts >= 0 else None
    began = time.monotonic()
    while time.monotonic() - began < args.seconds:
        token = secrets.token_hex(16)
        try:
            receipt = intake.file_request(person, wish, organ_id=organ, token=token, at=timezone.now())
        except Exception as error:  # noqa: BLE001 - what is measured is whether anything fails at all
            print(error, file=sys.stderr)
            failed += 1
            continue
        shown += 1
        if receipts >= 0:
            os.write(receipts, f"{receipt.number}\n".encode())
    print(shown, failed, f"{time.monotonic() - began:.3f}", flush=True)


if __name__ == "__main__":
    main()
