"""Readers: which addresses may join, and from what they are read."""

from digest.signup.address import read_address
from digest.signup.roster import Row, read_roster

__all__ = ["Row", "read_address", "read_roster"]
