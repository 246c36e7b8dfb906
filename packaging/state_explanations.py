"""Put the shares of faithful maps into the models' cards.

``python packaging/state_explanations.py FILE.json…`` takes what ``radlens bench explain MODEL
--json`` printed; a row of the same method is replaced, and one of other weights refused.
"""

import json
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli_w

ROOT = Path(__file__).resolve().parent.parent


def measured_rows(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A row a method with maps, as ``FaithfulPart`` has it."""
    split = f"{facts['split']}, out of fold" if facts["out_of_fold"] else facts["split"]
    return [
        {
            "method": row["method"],
            "share": round(row["faithful"], 4),
            "ci95": [round(end, 4) for end in row["faithful_ci95"]],
            "maps": row["maps"],
            "cases": facts["cases"],
            "data": Path(facts["data"]).name,
            "split": split,
        }
        for row in facts["methods"]
        if row["maps"]
    ]


def stated(card: dict[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The card with the rows of a measurement; ValueError where that was of other weights."""
    if card["weights_sha256"] != facts["weights_sha256"]:
        raise ValueError(f"{facts['model']}: measured with other weights than the card's")
    rows = {row["method"]: row for row in card.get("explanation", {}).get("measured", [])}
    rows |= {row["method"]: row for row in measured_rows(facts)}
    explanation = {**card.get("explanation", {}), "measured": list(rows.values())}
    return {**card, "explanation": explanation}


def main() -> int:
    for name in sys.argv[1:]:
        facts = json.loads(Path(name).read_text("utf-8"))
        path = ROOT / "resources" / "models" / facts["model"] / "card.toml"
        card = stated(tomllib.loads(path.read_text("utf-8")), facts)
        path.write_text(tomli_w.dumps(card), encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {len(measured_rows(facts))} methods")
    return 0


if __name__ == "__main__":
    sys.exit(main())
