"""``python -m tools.performer NAME... [--out DIR] [--recast SEED]``: render clips."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

# The machine is shared: one core is what a render takes.
for variable in ("LP_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")


def main() -> None:
    """Render the named clips, contact sheets of them, or only their truth."""
    from tools.performer.clips import CLIPS
    from tools.performer.film import contact_sheet, render, rewrite_truth
    from tools.performer.recast import recast

    parser = argparse.ArgumentParser(prog="performer", description=__doc__)
    parser.add_argument("names", nargs="+", choices=sorted(CLIPS), metavar="NAME")
    parser.add_argument("--out", type=Path, default=Path())
    parser.add_argument("--sheet", type=int, metavar="N", help="only every n-th frame, as one PNG")
    parser.add_argument("--recast", type=int, metavar="SEED", help="another person, elsewhere")
    parser.add_argument("--truth", action="store_true", help="only the JSON of rendered clips")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for name in args.names:
        began = time.monotonic()
        clip = CLIPS[name]()
        if args.recast is not None:
            clip = recast(clip, args.recast)
        if args.sheet:
            contact_sheet(clip, args.out, args.sheet)
            continue
        document = (rewrite_truth if args.truth else render)(clip, args.out)
        speed = document["frames"] / (time.monotonic() - began)
        print(name, f"{document['frames']} frames, {speed:.1f}/s", document["quality"])


if __name__ == "__main__":
    main()
