"""One measured figure and the bound it must keep."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """A measure with its bound: at most, or (``at_least``) at least so much."""

    name: str
    value: float
    bound: float
    unit: str = ""
    at_least: bool = False

    @property
    def ok(self) -> bool:
        """Whether the bound is kept."""
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def line(self) -> str:
        """The figure as it is printed."""
        sign = "≥" if self.at_least else "≤"
        verdict = "pass" if self.ok else "FALL SHORT"
        return f"{self.name:<52} {self.value:>10.2f} {self.unit:<4} {sign} {self.bound:>8.2f}  {verdict}"

    def as_json(self) -> dict[str, Any]:
        """The figure as it is kept."""
        return {**asdict(self), "ok": self.ok}


__all__ = ["Figure"]
