"""What happens to promotion proposals."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from kinerja_api.kit.events import Event


@dataclass(frozen=True, slots=True)
class PromotionProposed(Event):
    """Somebody was proposed for the next rank."""

    name: ClassVar[str] = "promotion_proposed"
    resource_type: ClassVar[str] = "promotion_proposal"

    employee_id: UUID
    effective_on: date


@dataclass(frozen=True, slots=True)
class ProposalStepped(Event):
    """A proposal was recommended or not, approved, rejected or withdrawn."""

    name: ClassVar[str] = "promotion_proposal_stepped"
    resource_type: ClassVar[str] = "promotion_proposal"

    step: str
    to_state: str
