"""The command line `kinerja` on a machine whose clock a file tells: what takes weeks is tried in a moment.

CLOCK_FILE=now.txt python -m tests.support.clocked serve --port 8001
"""

import os
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from kinerja_api.cli import main
from kinerja_api.kit.clock import SystemClock

PLACE = "CLOCK_FILE"


def told_time(_: SystemClock) -> datetime:
    """Return the instant that stands in the file, written with its offset."""
    return datetime.fromisoformat(Path(os.environ[PLACE]).read_text(encoding="ascii"))


if __name__ == "__main__":
    with patch.object(SystemClock, "now", told_time):
        main()
