"""A deed that a request key makes once."""

from dataclasses import dataclass, field

from django.db.models import Model


@dataclass
class Deed:
    """A service, what it is asked for, and changes of that, each of which makes it another deed."""

    service: object
    facts: dict
    others: dict[str, dict] = field(default_factory=dict)

    def do(self, key, **changes) -> Model:
        return self.service(**{**self.facts, **changes}, request_key=key)
