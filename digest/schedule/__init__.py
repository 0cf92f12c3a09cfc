"""When newsletters are due: cron lines and words, slots on the wall of a zone, catch-up, and a cadence in words."""

from digest.schedule.cadence import DueSlot, due, local_time, next_slots, reader_hour, slot_time, slots, wall_label
from digest.schedule.timetable import check_timetable
from digest.schedule.words import describe

__all__ = [
    "DueSlot",
    "check_timetable",
    "describe",
    "due",
    "local_time",
    "next_slots",
    "reader_hour",
    "slot_time",
    "slots",
    "wall_label",
]
