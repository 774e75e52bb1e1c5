"""Run the benchmarks: `python -m benchmarks [name …]`. Ends with 1 when a bound is broken."""

import importlib
import json
import sys
from pathlib import Path

from benchmarks.figure import Figure

# A module of this package each, with `measure() -> list[Figure]`.
BENCHMARKS = ("register_import", "search")
RESULTS = Path(__file__).parent / "results.json"


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; print each figure and keep them all."""
    if unknown := set(names) - set(BENCHMARKS):
        print(f"There is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}.")
        return 2
    found: dict[str, list[Figure]] = {}
    for name in names or BENCHMARKS:
        print(f"{name}:", flush=True)
        found[name] = importlib.import_module(f"benchmarks.{name}").measure()
        for figure in found[name]:
            print(f"  {figure.line()}", flush=True)
    kept = {name: [figure.as_json() for figure in figures] for name, figures in found.items()}
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n")
    return 0 if all(figure.ok for figures in found.values() for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
