"""Where each move of the flow is done, below the request's address; a move without a place has no button."""

from __future__ import annotations

#: moves that need a form and nothing more: ``do/<name>/`` (:mod:`zwgk.office.requests.acting`)
_FORMS = (
    *("confirm", "note_attempt", "set_aside", "answer_on_spot", "renew_code"),
    *("ask_correction", "receive_correction", "give_up"),
    *("transfer", "split", "record_search", "recheck", "assign", "escalate", "withdraw"),
    *("consult", "end_consultation"),
    *("send", "send_again", "prove_service", "come_back", "convert"),
    *("send_fee_notice", "pay", "not_paid"),
    *("dispute", "answer_dispute", "record_result", "reopen", "settle_complaint"),
    *("ask_extension", "approve_extension", "tell_extension", "ask_reasons", "receive_reasons", "set_period"),
)

PLACES: dict[str, str] = {
    **{name: f"do/{name}/" for name in _FORMS},
    **dict.fromkeys(("decide", "submit"), "decide/"),
    **dict.fromkeys(("sign", "return"), "sign/"),
    **dict.fromkeys(("number", "seal", "take_back"), "seal/"),
    "open_identity": "identity/",
    "archive": "archive/",
}
