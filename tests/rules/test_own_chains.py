"""An office's own chain holds what the law asks of every chain: secrecy review, legality review, the leader last."""

from __future__ import annotations

import pytest

from zwgk.rules.approval import CHAINS, ChainStep, Level
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.own_chains import must_hold

SECTION = ChainStep(Level.SECTION, (Duty.SECTION_HEAD,))
OFFICE = ChainStep(Level.OFFICE, (Duty.OFFICE,))
SECRECY = ChainStep(Level.SECRECY, (Duty.SECRECY,))
LEADER = ChainStep(Level.LEADER, (Duty.DEPUTY, Duty.LEADER))


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.code)
def test_every_shipped_chain_holds(chain: object) -> None:
    must_hold(chain.code, chain.steps)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("code", "steps", "field", "why"),
    [
        pytest.param("four", [], "level-1", "没有一个步骤", id="空"),
        pytest.param("four", [SECTION, LEADER], "level-2", "没有保密审查", id="没有保密审查"),
        pytest.param("four", [LEADER, SECRECY], "level-1", "领导签发之后", id="签发不在最后"),
        pytest.param("four", [OFFICE, SECTION, SECRECY], "level-2", "第一步", id="科室不在最前"),
        pytest.param("four", [SECRECY, SECRECY], "level-2", "出现了两次", id="重复"),
        pytest.param("four", [ChainStep(Level.SECRECY, ())], "duty-1", "没有选择", id="没有职责"),
        pytest.param("four", [ChainStep(Level.OFFICE, (Duty.AUDITOR,)), SECRECY], "duty-1", "不参加", id="审计员审签"),
        pytest.param("four", [ChainStep(Level.SECTION, (Duty.DRAFTER,)), SECRECY], "duty-1", "不参加", id="自己审自己"),
        pytest.param("four", [ChainStep(Level.SECRECY, (Duty.OFFICE,))], "duty-1", "保密审查须由", id="别人审保密"),
        pytest.param("four", [ChainStep(Level.COUNTERSIGN, (Duty.OFFICE,)), SECRECY], "level-1", "逐件选定", id="会签"),
        pytest.param("four_normative", [SECTION, SECRECY, LEADER], "level-3", "合法性审核", id="规范性文件"),
    ],
)
def test_a_chain_that_leaves_out_what_must_be_is_refused_at_its_row(
    code: str, steps: list[ChainStep], field: str, why: str
) -> None:
    with pytest.raises(BadInput) as refused:
        must_hold(code, steps)
    assert refused.value.field == field
    assert why in refused.value.why
