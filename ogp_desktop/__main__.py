"""`python -m ogp_desktop`: the application."""

from ogp_desktop.app import main

if __name__ == "__main__":
    raise SystemExit(main())
