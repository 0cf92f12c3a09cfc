"""The jobs: each fetches through a port, decides with stages, and records through a port. One machine or twenty."""
