"""Who is asking, and what they may do: principal, permissions, decisions and the guards of routes."""
