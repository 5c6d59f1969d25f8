"""The FAQ: entries, matcher and danger signs, from the content folder. Pure but for its loader."""

import os

# One question is too little work for several threads: starting them costs more than they save, and they take the
# cores of the event loop. numpy's OpenBLAS reads this once, when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
