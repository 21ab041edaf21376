#!/usr/bin/env bash
# medspaCy 1.3.1, once imported, switches off every warning of the process: its own, yours, and those of other packages.
# Expected: a library filters its own warnings, if any; `warnings.warn` of others works as before.
# Seen:     a filter ("ignore", Warning) stands in front of all others, and `python -W error` no longer raises either.
# `warnings.catch_warnings()` around the import keeps it from lasting.
. "$(dirname "$0")/environment.sh" medspacy==1.3.1 spacy==3.7.5 numpy==1.26.4

"$python" -W error::UserWarning - <<'END'
import warnings


def raised() -> bool:
    try:
        warnings.warn("ladder is loose", UserWarning, stacklevel=1)
    except UserWarning:
        return True
    return False


before = raised()
with warnings.catch_warnings():
    import medspacy  # noqa: F401

    inside = raised()
after = raised()
print(f"an error on warning: before the import {before}, after it {inside}, behind catch_warnings {after}")
assert (before, inside, after) == (True, False, True), "changed: it was True, False, True before"
END
