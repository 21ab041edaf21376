# Sourced by the scripts: an environment in a temporary folder with exactly the packages named, its interpreter as
# $python; both go when the script ends.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3.11}" -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check "$@"
python=$work/venv/bin/python
