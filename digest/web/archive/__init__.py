"""The archive: issues as they were sent, their lists, feeds and site maps, served or written to a folder.

`reading.ReadingRoom` makes every page from the store; `routes` serves them, `export` lays them out as files.
"""
