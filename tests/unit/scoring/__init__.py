"""The engine against the law: vectors, scenarios a lawyer can read, properties, and every refusal."""
