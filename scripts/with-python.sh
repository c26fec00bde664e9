#!/bin/sh
# Runs a script with the first Python that is recent enough; says in one line when there is none.
for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
  if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; then
    exec "$candidate" "$@"
  fi
done
echo "kinerja: Python 3.11, 3.12, 3.13 or 3.14 is needed and none was found; install one, or say PYTHON=/path/to/python3" >&2
exit 5
