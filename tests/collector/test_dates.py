"""Dates as feeds write them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collector.dates import YEARS, parse_date, written_date

NEW_YEAR = datetime(2024, 1, 1, tzinfo=UTC)
TEN = NEW_YEAR + timedelta(hours=10)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        # RFC 5322, and how it is misspelt
        ("Mon, 01 Jan 2024 10:00:00 GMT", TEN),
        ("Mon, 01 Jan 2024 10:00:00 +0000", TEN),
        ("Mon, 01 Jan 2024 11:30:00 +0130", TEN),
        ("Mon, 01 Jan 2024 05:00:00 EST", TEN),
        ("Mon, 01 Jan 2024 10:00:00 UT", TEN),
        ("Mon, 01 Jan 2024 10:00:00 Z", TEN),
        ("Mon, 01 Jan 2024 10:00:00 A", TEN),
        ("Mon, 01 Jan 2024 10:00:00", TEN),
        ("Mon, 01 Jan 2024 10:00 GMT", TEN),
        ("Mon, 1 Jan 24 10:00 GMT", TEN),
        ("1 Jan 124 10:00:00 GMT", TEN),
        ("01 Jan 2024", NEW_YEAR),
        ("1st January 2024", NEW_YEAR),
        ("01-Jan-2024 10:00:00", TEN),
        ("Monday,01 January, 2024, 10:00:00 +00:00", TEN),
        ("Mon, 01 Jan 2024 11:00:00 +01:00", TEN),
        ("Mon, 01 Jan 2024 12:00:00 GMT+2", TEN),
        ("Mon, 01 Jan 2024 04:00:00 −0600 (CST)", TEN),
        ("Mon, 01 Jan 2024 11:00:00 MEZ", TEN),
        ("  Mon, 01 Jan 2024 10:00:00 GMT\n", TEN),
        ("Sun, 31 Dec 2023 24:00:00 GMT", NEW_YEAR),
        ("Sun, 31 Dec 2023 23:59:60 GMT", NEW_YEAR - timedelta(seconds=1)),
        ("Fri, 31 Dec 99 10:00:00 GMT", datetime(1999, 12, 31, 10, tzinfo=UTC)),
        # other languages
        ("Mo, 01 März 2024 10:00:00 GMT", datetime(2024, 3, 1, 10, tzinfo=UTC)),
        ("1. Mai 2024 um 10:00", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("jeu., 05 août 2021 10:00:00 +0200", datetime(2021, 8, 5, 8, tzinfo=UTC)),
        ("1er juillet 2024", datetime(2024, 7, 1, tzinfo=UTC)),
        ("5 de marzo de 2024", datetime(2024, 3, 5, tzinfo=UTC)),
        ("понеділок, 1 січня 2024 10:00", TEN),
        ("31 Styczeń 2024", datetime(2024, 1, 31, tzinfo=UTC)),
        ("2024. január 1.", NEW_YEAR),
        # figures
        ("1.1.2024", NEW_YEAR),
        ("01. 01. 2024, 10:00", TEN),
        ("31/12/2023", NEW_YEAR - timedelta(days=1)),
        ("12/31/2023 10:00 PM", NEW_YEAR - timedelta(hours=2)),
        ("31-12-2023", NEW_YEAR - timedelta(days=1)),
        # ISO 8601 and the W3C profile
        ("2024-01-01T10:00:00Z", TEN),
        ("2024-01-01T10:00:00.987Z", TEN),
        ("2024-01-01T12:00:00+02:00", TEN),
        ("2024-01-01 12:00:00 +0200", TEN),
        ("2024-01-01T10:00Z", TEN),
        ("2024-01-01 10:00", TEN),
        ("20240101T100000Z", TEN),
        ("2024-01-01T10:00:00Z[UTC]", TEN),
        ("2024-01-01", NEW_YEAR),
        ("2024-01", NEW_YEAR),
        ("2024", NEW_YEAR),
        ("2023-12-31T24:00:00Z", NEW_YEAR),
        ("2024/01/01 10:00", TEN),
        ("2024.1.1", NEW_YEAR),
        # asctime, and American
        ("Mon Jan  1 10:00:00 2024", TEN),
        ("Mon Jan  1 05:00:00 EST 2024", TEN),
        ("January 1, 2024 10:00 am", TEN),
        ("Monday, January 1st, 2024 at 10:00 PM", TEN + timedelta(hours=12)),
        ("Jan 1, 2024, 12:00 a.m.", NEW_YEAR),
        ("Jan. 1, 2024", NEW_YEAR),
    ],
)
def test_a_date_is_read_as_the_instant_it_names(text, moment):
    assert parse_date(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "today", "03/04/2024", "Mon, 32 Jan 2024 10:00:00 GMT", "Mon, 31 Feb 2024 10:00:00 GMT", "31 Feb 2024", "2024-02-31", "31.02.2024", "1/32/2024", "31/12-2023",
        "Mon, 01 Jux 2024 10:00:00 GMT", "01 Jux 2024", "2024-13-01", "Mon, 01 Jan 2024 25:00:00 GMT", "01 Jan 2024 10:60", "01 Jan 2024 10:00:61",
        "Mon, 01 Jan 2024 10:00:00 +9900", "Mon, 01 Jan 2024 10:00:00 XYZ", "Mon, 01 Jan 2024 00:00:00 Europe/Kyiv", "Mon, 01 Jan 2024 10:00,00 GMT", "Mon, 01 Jan 2024 10:00:00 ΧΨΩ",
        "01 Jan 0001 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "0000-01-01", "1970-01-01T00:00:00Z", "1989-12-31T23:59:59Z",
        "Sun, 31 Dec 1989 23:00:00 -0000", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-10:00", "0001-01-01T00:00:00+14:00", "2101-01-01", "1700000000",
        "2024-01-01" + " " * 80 + "x", "2024-01-01T10:00:00Z " + "x" * 60,
    ],
)  # fmt: skip
def test_what_names_no_instant_that_can_be_believed_is_none(text):
    assert parse_date(text) is None


MONTHS = """
    january february march april may june july august september october november december
    januar februar märz april mai juni juli august september oktober november dezember
    jänner feber mär apr mai jun jul aug sep okt nov dez
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
    gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
    gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
    ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
    januari februari maart april mei juni juli augustus september oktober november december
    januar februar marts april maj juni juli august september oktober november december
    januar februar mars april mai juni juli august september oktober november desember
    januari februari mars april maj juni juli augusti september oktober november december
    tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
    jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
    janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
    ledna února března dubna května června července srpna září října listopadu prosince
    januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra
    január február március április május június július augusztus szeptember október november december
    januar februar marec april maj junij julij avgust september oktober november december
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
    ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    януари февруари март април май юни юли август септември октомври ноември декември
    јануар фебруар март април мај јун јул август септембар октобар новембар децембар
"""  # fmt: skip


@pytest.mark.parametrize("names", MONTHS.strip().splitlines())
def test_the_months_of_a_language_are_told_apart(names):
    months = [parse_date(f"7 {name} 2024") for name in names.split()]
    assert months == [datetime(2024, month, 7, tzinfo=UTC) for month in range(1, 13)]
    assert [parse_date(f"{name.title()} 7, 2024") for name in names.split()] == months


def test_a_written_date_keeps_its_own_clock():
    moment = written_date("2024-01-01T23:30:00-05:00")
    assert moment is not None
    assert moment.isoformat() == "2024-01-01T23:30:00-05:00"
    assert parse_date("2024-01-01T23:30:00-05:00") == datetime(2024, 1, 2, 4, 30, tzinfo=UTC)


def test_the_years_believed_count_in_utc():
    assert parse_date("1990-01-01T00:30:00+01:00") is None
    assert parse_date("2100-12-31T23:30:00-01:00") is None
    assert parse_date("1989-12-31T23:30:00-01:00") == datetime(1990, 1, 1, 0, 30, tzinfo=UTC)


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timedelta(minutes=minutes))


@given(st.datetimes(*map(datetime.fromisoformat, ("1991-01-01", "2099-01-01"))), ZONES)
def test_an_instant_survives_every_way_of_writing_it(local, offset):
    local = local.replace(microsecond=0)
    sign, minutes = "+" if offset >= timedelta() else "-", abs(int(offset.total_seconds())) // 60
    digits = f"{sign}{minutes // 60:02}{minutes % 60:02}"
    moment = (local - offset).replace(tzinfo=UTC)
    for shape in (
        "%a, %d %b %Y %H:%M:%S ",
        "%d %B %Y %H:%M:%S ",
        "%d-%b-%Y %I:%M:%S %p ",
        "%Y-%m-%dT%H:%M:%S",
        "%B %d, %Y %H:%M:%S ",
    ):
        assert parse_date(local.strftime(shape) + digits) == moment


@given(st.text(max_size=90) | st.text(alphabet="0123456789 -:+TZ,JanFebMo/.", max_size=60))
def test_no_text_raises(text):
    moment = parse_date(text)
    assert moment is None or (moment.tzinfo is UTC and YEARS[0] <= moment.year <= YEARS[1])
