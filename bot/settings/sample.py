"""Sample values: what stands in `config.example.toml` only to be replaced."""

from typing import Final

SAMPLES: Final[dict[str, tuple[object, str]]] = {
    "telegram.token": (
        "1234567890:PLAK-HIER-DE-TOKEN-VAN-BOTFATHER",
        'Vraag een token aan @BotFather en zet die hier, of maak er "" van om zonder Telegram te oefenen',
    ),
    "telegram.expert_group_id": (
        -1001234567890,
        "Haal de regel weg en start de bot: voeg hem toe aan de groep en hij schrijft het nummer daar",
    ),
    "service.name": ("Naam van jullie hulplijn", "Zet hier hoe jullie hulplijn heet"),
}
"""For each such setting: the sample value, and what to do instead (Dutch)."""
