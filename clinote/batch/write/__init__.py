"""One module a form of output. A writer takes reports in order and puts its file in place when all are there."""
