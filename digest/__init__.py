"""newsdigest: scheduled mail digests of news sites, in which every word can be pointed at in its article."""

__version__ = "0.1.0"
