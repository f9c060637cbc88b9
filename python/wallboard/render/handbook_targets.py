"""The section on a KPI's page of the handbook that tells its targets."""

from wallboard.catalogue import Target
from wallboard.render.markdown import table

STANDING_TEXTS = {
    "contract": "agreed · 合同约定",
    "standard": "usual in the trade · 行业通行",
    "seed_claim_unverified": "claimed, not verified · 未经核实",
}


def target_section(targets: list[Target]) -> list[str]:
    """Return the section's lines; none without a target."""
    if not targets:
        return []
    head = ("for", "target", "source", "standing", "note")
    rows = [
        (
            str(target.scope),
            target.text,
            target.source,
            STANDING_TEXTS[target.standing],
            f"{target.note_en}<br>{target.note_zh}",
        )
        for target in targets
    ]
    reading = "How values are held against them: [scorecard](../scorecard.md)."
    return ["", "## Targets · 目标", "", reading, "", *table(head, rows)]
