"""When newsletters are due: cron lines, slots on the wall of a zone, catch-up, and a cadence in words."""

from digest.schedule.cadence import DueSlot, due, next_slots, slot_time, slots
from digest.schedule.cron import check_cron
from digest.schedule.words import describe
from digest.schedule.zones import check_zone

__all__ = ["DueSlot", "check_cron", "check_zone", "describe", "due", "next_slots", "slot_time", "slots"]
