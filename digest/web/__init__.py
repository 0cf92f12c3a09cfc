"""Web pages: read a request, call one job, answer."""
