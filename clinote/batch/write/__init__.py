"""One module a form of output, which registers itself (`form.py`)."""
