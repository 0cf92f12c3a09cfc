"""The command line: each verb reads its arguments, calls one job, and prints what came of it."""
