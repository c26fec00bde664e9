"""HTTP ground: problems, middleware, conditional requests, idempotency, pages and the interactive docs."""
