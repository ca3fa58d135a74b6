"""An archive of the German template: three incidents that refer to each other."""

from __future__ import annotations

from tests.template.sites import GERMAN, HERE


def bericht(
    nummer: str = "INC-2025-001",
    titel: str = "Lagerstand veraltet",
    datum: str = "2025-03-14",
    grad: str = "SEV2",
    stand: str = "Geprüft",
    art: str = "Programmfehler",
    aehnlich: str = "Keine bekannt.",
    frist: str = "2025-06-10",
) -> str:
    """Return a document of the template's shape without any finding."""
    return f"""\
# Vorfallbericht: {titel}

**Vorfall-Nr.:** {nummer}
**Datum:** {datum}
**Schweregrad:** {grad}
**Stand:** {stand}
**Verfasst von:** Dana Beispiel

## Kurzfassung

Der Lagerstand war drei Stunden lang auf dem Stand vom Nachmittag.

## Zeitverlauf

Alle Zeiten in UTC.

| Uhrzeit | Ereignis |
|---------|----------|
| 22:00 | Beginn: der Abgleich bleibt stehen |
| 22:05 | Bemerkt: die Überwachung meldet alte Daten |
| 00:55 | Behoben: der Abgleich ist nachgeholt |

**Zeit bis zum Bemerken:** 5 min
**Zeit bis zur Behebung:** 170 min

## Auswirkungen

| Bereich | Ausmaß |
|---------|--------|
| Kundschaft | 40 Bestellungen kamen einen Tag später an |
| Datenverlust | Nein |

## Ursache

Der Abgleich liest Spalten nach ihrer Stelle, eine kam hinzu, und das sah vor dem Lauf auch niemand an.

**Ursachenart:** {art}

## Maßnahmen

| Maßnahme | Verantwortlich | Dringlichkeit | Frist | Stand | Vorgang |
|----------|----------------|---------------|-------|-------|---------|
| Vorbeugen: Spalten nach Namen lesen | Robin | Hoch | 2025-04-01 | Erledigt | DATA-2 |
| Erkennen: neue Spalten melden | Dana | Mittel | {frist} | In Arbeit | DATA-3 |

## Ähnliche Vorfälle

{aehnlich}

## Kosten

Zwölf Arbeitsstunden.
"""


def aehnlich(*zeilen: tuple[str, str]) -> str:
    """Return the table of similar incidents."""
    lines = ["| Vorfall | Datum | Gemeinsamkeit |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {nummer} | {tag} | Derselbe Abgleich |" for nummer, tag in zeilen)])


ARCHIVE: dict[str, str | bytes] = {
    "postmortems/2025-03-14-lager.md": bericht(),
    "postmortems/2025-05-02-kasse.md": bericht(
        "INC-2025-002",
        "Kasse steht",
        "2025-05-02",
        "SEV5 (nur eine Filiale)",
        art="Bedienfehler",
        aehnlich=aehnlich(("INC-2025-001", "2025-03-14")),
    ),
    "postmortems/2025-05-20-versand.md": bericht(
        "INC-2025-003",
        "Versand steht",
        "2025-05-20",
        "SEV1",
        aehnlich=aehnlich(("INC-2025-001", "2025-03-14")),
    ),
}
TEMPLATE = (HERE / GERMAN).read_text(encoding="utf-8")
