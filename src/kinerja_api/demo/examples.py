"""The ids that the examples of the contract name, so that every example works against the demo.

They are those of one agency (Lhokseumawe), one employee there and that employee's plan of the current year.
"""

from uuid import UUID

from kinerja_api.api import EXAMPLE_IDS

AGENCY_CODE = "lhokseumawe"
SURVEY_CODE = "lhokseumawe-h7k2m9qwx4tr"


def example(name: str) -> UUID:
    """Return the id that stands in examples under this name."""
    return UUID(EXAMPLE_IDS[name])
