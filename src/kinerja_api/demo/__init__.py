"""The demo: five agencies with two years of history, lived through the same use cases as real ones."""

from kinerja_api.demo.fill import DemoAccount, fill, is_filled, policy_ids

__all__ = ["DemoAccount", "fill", "is_filled", "policy_ids"]
