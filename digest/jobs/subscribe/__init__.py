"""Subscribe: what people ask for at the doors, and what readers do with their own subscriptions."""

from digest.jobs.subscribe.data import erase, personal_data, purge
from digest.jobs.subscribe.desk import Rules, SignUpDesk, form_stamp, keep_wording
from digest.jobs.subscribe.leaving import Heard, Heeded, leave, leave_by_address, leave_by_mail
from digest.jobs.subscribe.preferences import change, change_address, pause, read_preferences
from digest.jobs.subscribe.proving import form_challenge
from digest.jobs.subscribe.sign_up import confirm, sign_up

__all__ = [
    "Heard",
    "Heeded",
    "Rules",
    "SignUpDesk",
    "change",
    "change_address",
    "confirm",
    "erase",
    "form_challenge",
    "form_stamp",
    "keep_wording",
    "leave",
    "leave_by_address",
    "leave_by_mail",
    "pause",
    "personal_data",
    "purge",
    "read_preferences",
    "sign_up",
]
