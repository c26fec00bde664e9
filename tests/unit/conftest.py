"""Properties are about what holds, never about how fast a busy machine is: no example has a deadline."""

from hypothesis import settings

settings.register_profile("no_deadline", deadline=None)
settings.load_profile("no_deadline")
