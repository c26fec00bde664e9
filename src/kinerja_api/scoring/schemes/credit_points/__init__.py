"""Credit points (angka kredit) of functional posts, PermenPANRB 1/2023 and Peraturan BKN 3/2023.

`conversion` turns the predicates of a year into credit, `entry` gives credit to whoever comes in, `statement` draws up
the statement (PAK) with what is missing, and `advancement` tells whether the next rank or level is open.
"""
