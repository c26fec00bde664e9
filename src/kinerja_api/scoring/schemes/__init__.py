"""How each rule is applied: one module per scheme, each with one pure `evaluate(policy, facts) -> Outcome`."""
