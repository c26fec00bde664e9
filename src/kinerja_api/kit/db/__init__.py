"""Database ground: tables' base, row-level security, the unit of work, idempotency and the outbox."""
