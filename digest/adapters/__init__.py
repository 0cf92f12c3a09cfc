"""The adapters: each touches one part of the world (network, disk, clock, mail, database) and meets a port."""
