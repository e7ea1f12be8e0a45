"""What the frozen command begins with."""

import multiprocessing

from ogp_desktop.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    raise SystemExit(main())
