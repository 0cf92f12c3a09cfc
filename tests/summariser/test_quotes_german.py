"""How German news names who speaks. Each rule is shown where it holds and where it must not."""

import pytest

from digest.model import Article, Entry
from digest.summariser.quotes import find_quotes


def said(text):
    article = Article(Entry("gazette", "1", "", ""), text, language="de")
    return [(quote.speaker, quote.role) for quote in find_quotes(article)]


WORD_ORDER = {
    "the subject follows a verb behind a clause": (
        "Das Werk brauche so viel wie eine Stadt mit 30.000 Einwohnern, sagte Meike Hüsing und fügte hinzu: „Jeder Liter wird viermal verwendet.“",
        "Meike Hüsing",
    ),
    "the subject stands before an apposition and its comma": (
        "Tom Harms, Leiter des Hafens, kritisierte die Stadt: „Seit Jahren ist hier nichts gebaut worden.“",
        "Tom Harms",
    ),
    "a relative clause parts subject and verb": (
        "Tom Harms, der seit Mai den Hafen leitet, sagte: „Seit Jahren ist hier nichts gebaut worden.“",
        "Tom Harms",
    ),
    "a noun is named by the name in apposition": (
        "Der Leiter des Hafens in Norden, Tom Harms, der gerne segelt, sagte: „Seit Jahren ist hier nichts gebaut worden.“",
        "Tom Harms",
    ),
    "several nouns in apposition are one aside": (
        "Kurt von Rabenau, Rektor der Schule und früherer Vorsitzender des Vereins, begrüßte den Beschluss der CDU als „wesentlichen Schritt auf dem Weg“.",
        "Kurt von Rabenau",
    ),
    "an adjunct opens and the subject follows": (
        "Am Montag sagte nach der Sitzung der Leiter Tom Harms: „Seit Jahren ist hier nichts gebaut worden.“",
        "Tom Harms",
    ),
    "the object opens and the subject follows": (
        "Jede Mitschuld an dem Schaden im Hafen weist Tom Harms von sich: „Seit Jahren ist hier nichts gebaut worden.“",
        "Tom Harms",
    ),
    "the perfect parts verb and subject": (
        "Er wisse, dass die Arbeit „nicht frei von Fehlern und Mängeln“ sei, hatte Tom Harms damals gesagt.",
        "Tom Harms",
    ),
    "a participle without its auxiliary is a finite verb": (
        "„Das war ein Fehler der Verwaltung“, begründet das Gericht seine Entscheidung.",
        "das Gericht",
    ),
    "the verb stands last behind wie": (
        "Wie der Leiter des Hafens, Tom Harms, ausführte, hätte es „ein großes Unglück mit vielen Toten“ gegeben.",
        "Tom Harms",
    ),
    "the verb stands last in a relative clause": (
        "Die Marke ist erreicht, die Tom Harms am Anfang zu seinem Ziel erklärt hatte: „Ich rechne mit einem guten Jahr.“",
        "Tom Harms",
    ),
    "der is the subject of its relative clause": (
        "Gelobt wurde Tom Harms, der im Mai zu Ina Wolf sagte: „Seit Jahren ist hier nichts gebaut worden.“",
        "Tom Harms",
    ),
    "a verb shares the subject behind an auxiliary": (
        "Noch kurz vor der Wahl war Meinhard guter Dinge und sagte der Zeitung: „Wir reden hier über ein Gesetz.“",
        "Meinhard",
    ),
    "so and a verb lead to the subject past a pronoun": (
        "„Er ist die harte Hand im Haus der Oper“, so beschreibt ihn der Dramaturg Emil Sander.",
        "Emil Sander",
    ),
    "a long attribute stands between article and name": (
        "„Es ist schöner als im letzten Jahr“, schrieb die in Bremen geborene Lohse.",
        "Lohse",
    ),
    "a dative behind the subject is not part of it": (
        "„Wir waren eingeschlossen bis zum Morgen“, erzählte Johanna Bell unserem Reporter.",
        "Johanna Bell",
    ),
    "the last word of a clause is not its subject": (
        "Er war Leiter, wo er die Bahn mit vielen neuen Gästen auf Erfolgskurs brachte. „Das war ein gutes Jahr für uns.“",
        "",
    ),
    "a noun in a that-clause says nothing": (
        "Es ist schwierig, dass eine Sitzung in dieser Lage die Worte findet, „die uns aus der Krise führen könnten“.",
        "",
    ),
    "an aside does not make a clause a subject": (
        "Jan Witt kam, Leiter des Hafens, sagte Ina Wolf: „Seit Jahren ist hier nichts gebaut worden.“",
        "Ina Wolf",
    ),
    "a passive has no speaker": (
        "Über den Hafen wurde viel gesagt: „Seit Jahren ist hier nichts gebaut worden.“",
        "",
    ),
    "a that-clause without a subject gives the verb none": (
        "Er wolle, dass nie betont: „Seit Jahren ist hier nichts gebaut worden.“",
        "",
    ),
    "a clause opens and the subject follows its verb": (
        "Weil der Damm hielt, war Ina Wolf froh: „Das haben wir alle gut gemacht.“",
        "Ina Wolf",
    ),
    "nothing says that it is said somewhere": (
        "Dort hieß Ina Wolf alle willkommen: „Das haben wir alle gut gemacht.“",
        "Ina Wolf",
    ),
    "more asides than a reader keeps in mind": (
        "Ina Wolf, 45, aus Norden, die dort wohnt, die gern segelt, die viel reist, die viel liest, sagte: „Das haben wir alle gut gemacht.“",
        "Ina Wolf",
    ),
    "an article alone names nobody": ("„Das haben wir alle gut gemacht“, sagte die, die alles begann.", ""),
    "this is what somebody says": (
        "Der Hafen schließt. Dies bestätigte die Leiterin Ina Wolf: „Das haben wir alle nicht gewollt.“",
        "Ina Wolf",
    ),
    "he behind the verb is its subject": (
        "Jan Witt ging vor die Tür. Die Bürger bat er um Geduld: „Das haben wir alle nicht gewollt.“",
        "Jan Witt",
    ),
    "he before the verb is its subject": (
        "Jan Witt ging vor die Tür. Er begründete die Pläne der Stadt: „Das haben wir alle nicht gewollt.“",
        "Jan Witt",
    ),
    "we say it": ("Wir hören nicht auf die Leute, wir sagen: „Das haben wir alle nicht gewollt.“", ""),
    "she behind a comma and a verb is its subject": (
        "Ina Wolf rief dazu auf, nicht zum Treffen der Freunde am Hafen zu gehen, warnte sie doch: „Das haben wir alle nicht gewollt.“",
        "Ina Wolf",
    ),
    "two nouns before a name are one phrase": (
        "Der frühere Lehrer und Rektor, Jan Witt (CDU), warnte die Stadt: „Das haben wir alle nicht gewollt.“",
        "Jan Witt",
    ),
    "the perfect stands behind an apposition": (
        "Jan Witt, Sprecher der Wehr, hat die Helfer so gelobt: „Das haben wir alle gut gemacht.“",
        "Jan Witt",
    ),
    "the perfect may have any verb": (
        "Die Leiterin Ina Wolf hat öffentlich spekuliert: „Das haben wir alle gut gemacht.“",
        "Ina Wolf",
    ),
    "a participle of the passive says nothing": (
        "Der Bau, der im Mai beschlossen wurde, sollte „die Grundlage für ein besseres Leben“ schaffen.",
        "",
    ),
    "a verb that no list knows shares its subject": (
        "Als ein Gast zu Hilfe eilte, biss der Hausmeister den Gast und rief: „Lasst mich jetzt endlich hier raus!“",
        "der Hausmeister",
    ),
    "a verb ends the phrase of its source": (
        "Laut Aussage des Ministers Jan Witt lebte Amin Kalif „seit vielen Jahren ohne Papiere“ im Land.",
        "Jan Witt",
    ),
    "wie leads to any verb": (
        "Nötig sei, wie sich Tom Harms ausdrückte, „eine klare Regel für alle Häfen“ im Land.",
        "Tom Harms",
    ),
    "wie compares things": ("Nötig sei, wie im Winter gewünscht, „eine klare Regel für alle Häfen“.", ""),
    "who is of an opinion holds it": (
        "Tom Harms aus Norden ist der Meinung, nötig sei „eine klare Regel für alle Häfen“.",
        "Tom Harms",
    ),
    "who is of a place holds nothing": ("Das ist der Ort, an dem „eine klare Regel für alle Häfen“ gilt.", ""),
    "nobody is of the opinion": (
        "Es gibt viele. Und ist der Meinung, nötig sei „eine klare Regel für alle Häfen“.",
        "",
    ),
    "a verb leaves its syllable at the end": (
        "Tom Harms kam. Dabei griff Ina Wolf den Leiter an: „Das haben wir alle nicht gewollt.“",
        "Ina Wolf",
    ),
    "a name with a role stands before a colon": (
        "Viele lobten sie, so Minister Kohn, und der Leiter des Amtes, Emil Rasch („Es hat keine so sehr verdient.“).",
        "Emil Rasch",
    ),
    "a label may have an adverb": ("Tom Harms wörtlich: „Das haben wir alle nicht gewollt.“", "Tom Harms"),
    "a foundation signs": (
        "„Alle Wahlen sind frei und fair abgelaufen.“ (Anna-Sander-Stiftung).",
        "Anna-Sander-Stiftung",
    ),
    "for somebody something is": (
        "Für Senator Willi Lemm (SPD) ist die Lage im Land „ein gelungenes Beispiel für alle“.",
        "Willi Lemm",
    ),
    "for a thing it is nobody's view": ("Für den Hafen ist die Lage im Land „ein gelungenes Beispiel für alle“.", ""),
    "a name stands behind a noun and its genitive": (
        "Der Leiter der Werft, Jan-Lukas Borg, hatte ein Ziel: „Wir bauen im Mai das erste Schiff.“",
        "Jan-Lukas Borg",
    ),
    "the report goes on with a verb of no list": (
        "Die Leiterin Ina Wolf sprach kurz. Außerdem halte die Werft den Schritt für „überfällig und dringend für alle geboten“.",
        "Ina Wolf",
    ),
    "in which somebody says it": (
        "Es gab eine Feier, in der die Leiterin Ina Wolf sagte: „Wir bauen im Mai das erste Schiff.“",
        "Ina Wolf",
    ),
    "to whom somebody says it": (
        "Dort saß Jan Witt, dem die Leiterin Ina Wolf sagte: „Wir bauen im Mai das erste Schiff.“",
        "Ina Wolf",
    ),
    "he is no abstract noun": (
        "Am Abend sprachen Indizien. Demnach sei er „ganz allein dazu in der Lage gewesen“.",
        "",
    ),
    "he is whoever spoke": (
        "Am Abend sprach Jan Witt. Demnach sei er „ganz allein dazu in der Lage gewesen“.",
        "Jan Witt",
    ),
    "who had to say it said it": (
        "Am Abend musste Ministerin Ina Wolf zu Beginn der Sitzung einräumen: „Ja, es gibt bei uns Zumutungen.“",
        "Ina Wolf",
    ),
    "things do not speak": (
        "Der Bau der Brücke sollte „die Grundlage für ein besseres Leben“ schaffen.",
        "",
    ),
}


@pytest.mark.parametrize(("text", "speaker"), WORD_ORDER.values(), ids=WORD_ORDER)
def test_the_place_of_the_verb_tells_who_speaks(text, speaker):
    assert [name for name, _ in said(text)] == [speaker]


NAMES = {
    "a noun before a name is a role": (
        "„Das reicht uns nicht“, sagte der Ratsherr Jan Witt der Zeitung.",
        ("Jan Witt", "Ratsherr"),
    ),
    "a noun that no list knows is a role before a name": (
        "„Das reicht uns nicht“, sagte der Torwart Jan Witt.",
        ("Jan Witt", "Torwart"),
    ),
    "a first name before a name is none": ("„Das reicht uns nicht“, sagte Karl Otto Witt.", ("Karl Otto Witt", "")),
    "one of many is a person": (
        "Die Feuerwehr kam. Leiter Jan Witt lobte sie. Einer der Helfer sagte: „Ich habe so etwas noch nie gesehen.“",
        ("Einer der Helfer", ""),
    ),
    "one of a thing is an article": (
        "Leiter Jan Witt lobte sie. Eine Woche später sagte er: „Ich habe so etwas noch nie gesehen.“",
        ("Jan Witt", "Leiter"),
    ),
    "who has an age is a person": (
        "Jan Witt gewann. „Das war ein schwerer Tag für mich“, sagte der 23-jährige Segler.",
        ("der 23-jährige Segler", ""),
    ),
    "who has an age may have a name": (
        "„Das war ein schwerer Tag für mich“, sagte der 23-jährige Jan Witt.",
        ("Jan Witt", ""),
    ),
    "words between the names open a sentence": (
        "Von der Heide betonte, unter den Frauen seien „viele mit Erfahrung im Umgang mit Kindern“. Ministerin Ute von der Heide kam spät.",
        ("Ute von der Heide", "Ministerin"),
    ),
    "a preposition opens a sentence beside such a name": (
        "Von der Brücke kam Ministerin Ute von der Heide. „Dort habe ich früher gespielt“, sagte von der Heide.",
        ("Ute von der Heide", "Ministerin"),
    ),
    "two of many are no person": (
        "Leiter Jan Witt lobte sie. „Ich habe so etwas noch nie gesehen“, riefen beide der Helfer.",
        ("beide der Helfer", ""),
    ),
    "a preposition opens a sentence": (
        "Von der Heide sprach Ute Berg: „Dort haben wir früher jeden Sommer gespielt.“",
        ("Ute Berg", ""),
    ),
    "wie is no part of a role": (
        "Wie der Vorsitzende Richter, Otto Brand, ausführte, hätte es „ein großes Unglück mit vielen Toten“ gegeben.",
        ("Otto Brand", "Vorsitzende Richter"),
    ),
    "who has an age may be nothing else": (
        "„Das war ein schwerer Tag für mich“, sagte der 23-Jährige.",
        ("der 23-Jährige", ""),
    ),
    "a part of a town with von is none of a person": (
        "„Das reicht uns nicht“, sagte Präsidentin Berg von Norden.",
        ("Berg", "Präsidentin"),
    ),
    "two last names are two people": (
        "Ina Wolf traf Jan Witt. Offen nannte Wolf Witt „den schlechtesten Leiter des Hafens“.",
        ("Ina Wolf", ""),
    ),
    "a noun behind a first name is a last name": (
        "Hans-Jürgen Papier, Präsident des Vereins, sagte, der Antrag sei „keine Vorentscheidung für ein weiteres Jahr“.",
        ("Hans-Jürgen Papier", "Präsident des Vereins"),
    ),
    "two first names are one": ("„Das reicht uns nicht“, sagte Frank-Walter Roth.", ("Frank-Walter Roth", "")),
}


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES)
def test_names_and_roles_are_told_apart_although_every_noun_has_a_capital(text, expected):
    assert said(text) == [expected]


SOURCES = {
    "in a document it is said": (
        "In einem Papier des Ministeriums heißt es: „Die Regel hat sich in allen Jahren bewährt.“",
        "Papier des Ministeriums",
    ),
    "it is said in a document": (
        "„Die Regel hat sich in allen Jahren bewährt“, heißt es in einem Papier des Ministeriums.",
        "Papier des Ministeriums",
    ),
    "it is said nowhere": ("Dann heißt es wieder „die Regel hat sich in allen Jahren bewährt“.", ""),
    "the source stands before zufolge": (
        "Das Team um Anita Sander kam dem Leiter Jan Witt zufolge „auf einem ganz neuen Weg“ dazu.",
        "Jan Witt",
    ),
    "nothing stands before zufolge": ("Das ist, zufolge allem, „auf einem ganz neuen Weg“ entstanden.", ""),
    "a quotation is of its speaker": ("Zitat von Jan Witt dazu: „Das haben wir alle gut gemacht.“", "Jan Witt"),
    "a draft is a document": (
        "Von einem „besonders schweren Eingriff in die Rechte“ spricht der Gesetzentwurf.",
        "der Gesetzentwurf",
    ),
    "a verdict is its owner's": (
        "„Das war offenbar zu lästig.“ so das Fazit der Betreiber von Stadtblick.",
        "der Betreiber von Stadtblick",
    ),
    "a verdict without an owner is nobody's": (
        "Zuvor hatte Ina Wolf gesprochen. „Das ist offenbar allen zu lästig“, lautete die Kritik in einem Brief.",
        "",
    ),
    "a view cites behind nach": (
        "Nach Bewertung von Jan Witt gibt es „keinen Anlass für weitere Maßnahmen“.",
        "Jan Witt",
    ),
    "a view alone does not": (
        "Die Bewertung von Jan Witt enthält „keinen Anlass für weitere Maßnahmen“.",
        "",
    ),
}


@pytest.mark.parametrize(("text", "speaker"), SOURCES.values(), ids=SOURCES)
def test_documents_and_views_name_their_source(text, speaker):
    assert [name for name, _ in said(text)] == [speaker]


TITLES = {
    "a fragment that ends with a verb is speech": ("Jan Witt sieht den „Regelfall um viele Jahre verschoben“.", 1),
    "a name ends with a noun": ("Jan Witt kennt das „Haus der Kunst in Norden“.", 0),
    "what works are like is a title": ("Er sang Lieder wie „Mein Affe hat ein Haus am See“.", 0),
    "what people are like is none": ("Er sang laut wie „ein Affe in einem Haus am See“.", 1),
    "a motto is called so": ("Das Motto der Tagung heißt „Wir bauen ein Haus am See“.", 0),
    "what is said is not called so": ("Bei den Gästen heißt es: „Wir bauen ein Haus am See.“", 1),
}


@pytest.mark.parametrize(("text", "quotes"), TITLES.values(), ids=TITLES)
def test_titles_are_no_quotes(text, quotes):
    assert len(said(text)) == quotes


CASES = {
    "a genitive is cut": (
        "Nach Angaben des Gesundheitsministeriums ist es „die schwerste Not seit Jahren“.",
        ("Gesundheitsministerium", ""),
    ),
    "a longer genitive is cut": (
        "Nach Angaben des Gerichtes ist es „die schwerste Not seit Jahren“.",
        ("Gericht", ""),
    ),
    "an adjective before a genitive is left out": (
        "Nach Angaben des zuständigen Gerichts ist es „die schwerste Not seit Jahren“.",
        ("Gericht", ""),
    ),
    "a dative is no other form": (
        "Laut dem Gericht ist es „die schwerste Not seit Jahren“.",
        ("Gericht", ""),
    ),
    "a weak noun is cut": (
        "Nach Angaben eines Augenzeugen ist es „die schwerste Not seit Jahren“.",
        ("Augenzeuge", ""),
    ),
    "an adjective in a name cannot be cut": (
        "Nach Angaben des Auswärtigen Amtes ist es „die schwerste Not seit Jahren“.",
        ("", ""),
    ),
    "an adjective before a name is left out": (
        "Nach Angaben des jungen Auswärtigen Amtes ist es „die schwerste Not seit Jahren“.",
        ("", ""),
    ),
    "a role is cut": (
        "Ein Gespräch mit dem Vorsitzenden Jan Witt. „Das ist für uns alle ein gutes Zeichen“, sagte Witt.",
        ("Jan Witt", "Vorsitzende"),
    ),
    "a role in a genitive means its holder": (
        "Jan Witt, Politiker, kam. Nach Meinung des Politikers ist es „die schwerste Not seit Jahren“.",
        ("Jan Witt", "Politiker"),
    ),
    "a new role in a genitive means nobody named": (
        "Jan Witt, Politiker, kam. Nach Meinung eines Politikers ist es „die schwerste Not seit Jahren“.",
        ("Politiker", ""),
    ),
    "a short role means its compound": (
        "Die Verkehrsministerin Ina Wolf kam spät. „Das ist für uns alle ein gutes Zeichen“, sagte die Ministerin.",
        ("Ina Wolf", "Verkehrsministerin"),
    ),
    "a short role with two compounds means nobody": (
        "Verkehrsministerin Ina Wolf traf Bauministerin Ute Berg. „Das ist für uns alle ein gutes Zeichen“, sagte die Ministerin.",
        ("die Ministerin", ""),
    ),
    "a name follows a role and its place": (
        "Nach den Worten des Parteichefs Hanois, Pham Quang, ist es „die schwerste Not seit Jahren“.",
        ("Pham Quang", ""),
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_nobody_is_named_in_another_case(text, expected):
    assert said(text) == [expected]
