"""Words of each language that are in every story, days of the week among them: sharing them means nothing.

Those of three letters and fewer are left out: they count nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping

COMMON: Mapping[str, str] = {
    "en": """
        that this with from have been were will would could should their there they them then than when where
        which while what after before since until about into over under more most some such only also very said
        says told year years week month monday tuesday wednesday thursday friday saturday sunday first last next
        people other because against between still just like made make many much being does down each even every
        here both during without within those these your ours three four five eight nine seven
    """,
    "de": """
        dass diese dieser dieses eine einen einem einer eines nicht auch sich sind waren wird werden wurde wurden
        worden sein seine seinen seiner ihre ihren ihrer aber oder wenn dann noch nach nachdem über unter
        zwischen gegen durch beim mehr schon sehr sagte sagt teilte hatte hatten haben kann können soll sollen
        will montag dienstag mittwoch donnerstag freitag samstag sonntag jahr jahre jahren heute gestern morgen
        vier drei zwei fünf sechs sieben acht neun zehn erst ersten alle allem etwa rund damit dabei davon bisher
        kein keine wieder dort hier
    """,
    "uk": """
        який його вона воно вони цього цієї після перед через біля також було були буде бути бувши може можна
        тільки лише того тому якщо коли дуже більше менше понеділок вівторок середу середа четвер пятницю пятниця
        суботу субота неділю неділя року роки років день сказав сказала повідомив повідомила сказали своєї свого
        своїх один одна двоє троє тисяч понад навіть серед
    """,
    "ru": """
        который которая которое которые этого этой после перед через около также было были будет быть может можно
        только лишь того тому чтобы если когда очень больше меньше понедельник вторник среду среда четверг
        пятницу пятница субботу суббота воскресенье года годы день сказал сказала сообщил сообщила свою своей
        своего своих один одна
    """,
    "pl": """
        który która które którzy jego jest były była było będzie może można tylko tego temu żeby jeśli kiedy
        bardzo więcej mniej poniedziałek wtorek środę środa czwartek piątek sobotę sobota niedzielę niedziela
        roku lata dzień dnia powiedział powiedziała oraz przez przed przy nich swoje swoich jeden jedna także
        jednak
    """,
    "es": """
        para pero como desde hasta entre sobre este esta estos estas había fueron sido será está están tiene
        tienen unos unas menos también lunes martes miércoles jueves viernes sábado domingo años días dijo según
        todo toda todos otro otra donde cuando porque tras ante
    """,
    "fr": """
        pour dans avec sans plus moins mais comme depuis entre vers cette leur leurs elle elles nous vous était
        étaient sera sont être avait lundi mardi mercredi jeudi vendredi samedi dimanche années jour jours
        déclaré selon tout tous toute autre autres quand après avant
    """,
}

AFTER: Mapping[str, str] = {
    "en": "after following hours days because",
    "de": "nach nachdem tage stunden",
    "uk": "після через",
    "ru": "после",
    "pl": "po dni godzin",
    "es": "tras después",
    "fr": "après",
}
"""Words with which a later story begins: it tells what came of an event, not the event ("Hours after ...", "Nach dem Brand ...")."""
