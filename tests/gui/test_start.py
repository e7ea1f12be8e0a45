"""What is loaded to start: no library that only documents and spreadsheets need."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import sys
from pathlib import Path
from ogp_desktop.app import compose, make_application
from ogp_desktop.gui.screens.launcher_screen import Beginning
from ogp_desktop.settings import Settings
application = make_application()
desktop = compose(Settings())
desktop.start()
for post in ("desk", "room", "restitution", "secretariat"):
    desktop.begin(Beginning(Path(sys.argv[1]), post, "", "1"))
    application.processEvents()
    desktop.go_home()
desktop.window.close()
print(" ".join(name for name in ("pandas", "numpy", "reportlab", "openpyxl", "uharfbuzz") if name in sys.modules))
"""


def test_no_post_loads_pandas_numpy_or_reportlab(demonstration_file, own_home, tmp_path):
    path = tmp_path / "events" / "demonstration.ogp"
    path.parent.mkdir()
    path.write_bytes(demonstration_file.read_bytes())
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "OGP_HOME": str(tmp_path)}
    command = [sys.executable, "-c", SCRIPT, str(path)]
    ran = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() == ""
