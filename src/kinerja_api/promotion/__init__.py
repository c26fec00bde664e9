"""Promotion in rank (kenaikan pangkat): who is eligible on a day and why, proposals, recommendation and decision."""
