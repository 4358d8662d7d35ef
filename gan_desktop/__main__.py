"""`python -m gan_desktop`."""

from gan_desktop.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
