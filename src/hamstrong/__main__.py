"""``python -m hamstrong`` is the command ``hamstrong``."""

from hamstrong.cli import main

if __name__ == "__main__":
    main()
