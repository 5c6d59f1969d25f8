"""Places: locations, live ones that move and stop, and venues."""

from bot.emulator import keyboards, posting
from bot.emulator.arguments import Arguments
from bot.emulator.errors import NOT_MODIFIED, bad
from bot.emulator.media import WITH_CAPTION
from bot.emulator.methods.editing import own_message
from bot.emulator.methods.messages import send
from bot.emulator.platform import Platform
from bot.emulator.world import Json, Message

_FOR_EVER = 0x7FFFFFFF
_LONGEST = 86_400
# Kinds whose messages can be edited, but not as a place.
_OTHERS_EDITABLE = frozenset({"text", "checklist"}) | WITH_CAPTION
_VENUE_FIELDS = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")


def _location(arguments: Arguments) -> Json:
    for name in ("latitude", "longitude"):
        if not arguments.has(name):
            raise bad(f"{name} is empty")
    latitude, longitude = arguments.number("latitude"), arguments.number("longitude")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad("wrong location specified")
    place: Json = {"latitude": latitude, "longitude": longitude}
    accuracy = min(max(arguments.number("horizontal_accuracy"), 0.0), 1_500.0)
    if accuracy:
        place["horizontal_accuracy"] = accuracy
    return place


def _movement(arguments: Arguments) -> Json:
    """What only a live location has, besides its period."""
    heading, radius = arguments.integer("heading"), arguments.integer("proximity_alert_radius")
    if heading and not 1 <= heading <= 360:
        raise bad("wrong live location heading specified")
    if not 0 <= radius <= 100_000:
        raise bad("wrong live location proximity alert radius specified")
    found = {"heading": heading, "proximity_alert_radius": radius}
    return {name: value for name, value in found.items() if value}


def send_location(platform: Platform, arguments: Arguments) -> Json:
    """sendLocation; with `live_period` (seconds) it can be moved for so long."""
    place = _location(arguments)
    period = arguments.integer("live_period")
    if period:
        if not (60 <= period <= _LONGEST or period == _FOR_EVER):
            raise bad("wrong live location period specified")
        place |= {"live_period": period, **_movement(arguments)}
    return send(platform, arguments, "location", {"location": place})


def send_venue(platform: Platform, arguments: Arguments) -> Json:
    """sendVenue; a venue message has its location twice, as on the official server."""
    place = _location(arguments)
    venue: Json = {"location": place}
    for name in ("title", "address"):
        if not arguments.has(name):
            raise bad(f"{name} is empty")
        venue[name] = arguments.text(name)
    venue.update({name: arguments.text(name) for name in _VENUE_FIELDS if arguments.has(name)})
    return send(platform, arguments, "venue", {"venue": venue, "location": place})


def _live(platform: Platform, arguments: Arguments) -> Message:
    stored = own_message(platform, arguments)
    if stored.kind in _OTHERS_EDITABLE:
        raise bad("there is no live location in the message to edit")
    if not is_live(platform, stored):
        raise bad("message can't be edited")
    return stored


def is_live(platform: Platform, stored: Message) -> bool:
    """Whether a message holds a live location whose period (from its sending) has not ended."""
    period = stored.content.get("location", {}).get("live_period", 0)
    return bool(period) and platform.clock.now() < stored.date + period


def edit_live_location(platform: Platform, arguments: Arguments) -> Json:
    """editMessageLiveLocation; a new `live_period` may be longer by a day at most."""
    stored = _live(platform, arguments)
    before = stored.content["location"]["live_period"]
    period = arguments.integer("live_period") or before
    if period not in (before, _FOR_EVER) and not 0 < period <= before + _LONGEST:
        raise bad("wrong live location period specified")
    place = {**_location(arguments), "live_period": period, **_movement(arguments)}
    markup = keyboards.read(arguments)
    if place == stored.content["location"] and markup == stored.markup:
        raise bad(NOT_MODIFIED)
    stored.content = {**stored.content, "location": place}
    stored.markup = markup
    return posting.changed(platform, stored)


def stop_live_location(platform: Platform, arguments: Arguments) -> Json:
    """stopMessageLiveLocation."""
    stored = _live(platform, arguments)
    place = {key: value for key, value in stored.content["location"].items() if key in _LASTING}
    stored.content = {**stored.content, "location": place}
    stored.markup = keyboards.read(arguments)
    return posting.changed(platform, stored)


_LASTING = ("latitude", "longitude", "horizontal_accuracy")

METHODS = {
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "editMessageLiveLocation": edit_live_location,
    "stopMessageLiveLocation": stop_live_location,
}
