"""`python -m kinerja_api` is the same as `kinerja`."""

from kinerja_api.cli import main

main()
