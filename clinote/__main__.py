"""`python -m clinote` is the command `clinote`."""

from clinote.cli import main

if __name__ == "__main__":
    main()
