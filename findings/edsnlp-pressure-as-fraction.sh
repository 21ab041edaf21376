#!/usr/bin/env bash
# edsnlp 0.23.0 reads a blood pressure as a fraction: `eds.quantities` divides the systolic by the diastolic value.
# Expected: 120 and 80 mmHg, as it takes "120-80 mmHg"; or no quantity at all.
# Seen:     one quantity of 1.5 mmHg over the whole of "120/80 mmHg", and the very same for 150/100 and 90/60.
. "$(dirname "$0")/environment.sh" edsnlp==0.23.0 spacy==3.8.18

"$python" - <<'END'
import edsnlp

nlp = edsnlp.blank("eds")
nlp.add_pipe("eds.quantities", config={"quantities": {"pressure": {"unit": "mmHg"}}, "use_tables": False})


def pressures(text: str) -> list[tuple[str, float]]:
    read = [(span.text, span._.value.mmHg) for span in nlp(text).spans["quantities"]]
    print(f"{text}\n    -> {read}")
    return read


for pair in ("120/80 mmHg", "150/100 mmHg", "90/60 mmHg"):
    assert pressures(f"TA {pair} au repos.") == [(pair, 1.5)], "changed: 1.5 was read before"
assert [value for _, value in pressures("TA 120-80 mmHg au repos.")] == [120, 80], "changed: two were read before"
END
