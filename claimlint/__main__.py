"""`python -m claimlint` is the command line."""

from claimlint.cli import main

if __name__ == "__main__":
    main()
