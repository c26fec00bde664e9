"""The engine: law as data, arithmetic as pure functions, every step kept and explained.

It knows the standard library only. The same facts and the same policy give the same digits for ever.
"""
