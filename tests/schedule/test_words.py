import pytest

from digest.model import Cadence
from digest.schedule import describe

ENGLISH = {
    "30 7 * * mon-fri": "weekdays at 07:30, Europe/Kyiv",
    "30 7,18 * * *": "every day at 07:30 and 18:30, Europe/Kyiv",
    "0 9 * * 0": "Sundays at 09:00, Europe/Kyiv",
    "0 9 * * sun,wed,sat": "Wednesdays, Saturdays and Sundays at 09:00, Europe/Kyiv",
    "5 6 1,15 * *": "on day 1 and day 15 of the month at 06:05, Europe/Kyiv",
    "5 * * * *": "every hour at :05, Europe/Kyiv",
    "*/20 * * * *": "every 20 minutes, Europe/Kyiv",
    "* * * * *": "cron * * * * *, Europe/Kyiv",
    "7,9 * * * *": "cron 7,9 * * * *, Europe/Kyiv",
    "*/15 8-18 * * *": "cron */15 8-18 * * *, Europe/Kyiv",
    "0 6 */2 * *": "cron 0 6 */2 * *, Europe/Kyiv",
    "0 6 * * mon#1": "first Monday of the month at 06:00, Europe/Kyiv",
    "0 6 * * fri#L,fri#2": "second and last Friday of the month at 06:00, Europe/Kyiv",
    "0 6 L * *": "on the last day of the month at 06:00, Europe/Kyiv",
    "0 6 2-31,L * *": "cron 0 6 2-31,L * *, Europe/Kyiv",
    "0 6 1,L * *": "cron 0 6 1,L * *, Europe/Kyiv",
    "0 6 * * mon#1,fri#1": "cron 0 6 * * mon#1,fri#1, Europe/Kyiv",
    "0 6 * * mon#1,sun": "cron 0 6 * * mon#1,sun, Europe/Kyiv",
    "0 6 */2 * mon#1": "cron 0 6 */2 * mon#1, Europe/Kyiv",
    "30 6 * * *; 0 17 * * *": "every day at 06:30 and 17:00, Europe/Kyiv",
    "30 6 * * *; 0 17 * * fri": "cron 30 6 * * *; 0 17 * * fri, Europe/Kyiv",
    "every day at 6:30 and 17": "every day at 06:30 and 17:00, Europe/Kyiv",
    "on the 1st and the last day at 8": "on the 1st and the last day at 8, Europe/Kyiv",
    "0 6 1 * mon": "cron 0 6 1 * mon, Europe/Kyiv",
    "0 6 * jan *": "cron 0 6 * jan *, Europe/Kyiv",
}


@pytest.mark.parametrize(("cron", "words"), ENGLISH.items())
def test_a_cadence_reads_as_a_person_would_say_it(cron, words):
    assert describe(Cadence(cron, "Europe/Kyiv")) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de-AT", ["werktags (Mo–Fr) um 07:30", "montags und donnerstags um 07:30", "am 1. und 15. des Monats um 06:05"]),
        ("fr", ["du lundi au vendredi à 07:30", "le lundi et le jeudi à 07:30", "le 1 et le 15 du mois à 06:05"]),
        ("es_MX", ["de lunes a viernes a las 07:30", "los lunes y los jueves a las 07:30",
                   "el día 1 y el día 15 del mes a las 06:05"]),
        ("uk", ["у будні о 07:30", "щопонеділка та щочетверга о 07:30", "1 та 15 числа щомісяця о 06:05"]),
        ("ar", ["من الاثنين إلى الجمعة في 07:30", "كل اثنين وكل خميس في 07:30", "يوم 1 ويوم 15 من كل شهر في 06:05"]),
        ("tlh", ["weekdays at 07:30", "Mondays and Thursdays at 07:30", "on day 1 and day 15 of the month at 06:05"]),
    ],
)  # fmt: skip
def test_a_cadence_reads_in_the_readers_language(language, words):
    crons = ["30 7 * * mon-fri", "30 7 * * 1,4", "5 6 1,15 * *"]
    assert [describe(Cadence(cron, "UTC"), language) for cron in crons] == [f"{said}, UTC" for said in words]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ["am ersten und letzten Mittwoch des Monats um 07:30", "am zweiten Montag des Monats um 07:30",
                "am letzten Tag des Monats um 07:30"]),
        ("fr", ["le premier et dernier mercredi du mois à 07:30", "le deuxième lundi du mois à 07:30",
                "le dernier jour du mois à 07:30"]),
        ("es", ["el primer y último miércoles del mes a las 07:30", "el segundo lunes del mes a las 07:30",
                "el último día del mes a las 07:30"]),
        ("uk", ["у першу та останню середу місяця о 07:30", "у другий понеділок місяця о 07:30",
                "в останній день місяця о 07:30"]),
        ("ar", ["أول وآخر أربعاء من كل شهر في 07:30", "ثاني اثنين من كل شهر في 07:30", "آخر يوم من كل شهر في 07:30"]),
    ],
)  # fmt: skip
def test_a_weekday_of_the_month_reads_in_the_readers_language(language, words):
    crons = ["30 7 * * wed#1,wed#L", "30 7 * * mon#2", "30 7 L * *"]
    assert [describe(Cadence(cron, "UTC"), language) for cron in crons] == [f"{said}, UTC" for said in words]
