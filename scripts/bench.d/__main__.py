"""`python scripts/bench.d`: what scripts/bench runs."""

from bench.cli import main

main()
