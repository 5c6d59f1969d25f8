"""Places: locations, live ones that move and stop, and venues."""

from bot.emulator import keyboards, posting
from bot.emulator.arguments import Arguments
from bot.emulator.errors import NOT_MODIFIED, bad
from bot.emulator.methods.editing import own_message
from bot.emulator.methods.messages import send
from bot.emulator.platform import Platform
from bot.emulator.world import Json, Message

_FOR_EVER = 0x7FFFFFFF
_OPTIONAL = ("horizontal_accuracy", "heading", "proximity_alert_radius", "live_period")
_VENUE_FIELDS = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")


def _location(arguments: Arguments) -> Json:
    for name in ("latitude", "longitude"):
        if not arguments.has(name):
            raise bad(f"{name} is empty")
    latitude, longitude = arguments.number("latitude"), arguments.number("longitude")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad("wrong location specified")
    place: Json = {"latitude": latitude, "longitude": longitude}
    for name in _OPTIONAL:
        if arguments.has(name):
            value = arguments.number(name)
            place[name] = value if name == "horizontal_accuracy" else int(value)
    period = place.get("live_period", 0)
    if period and not (60 <= period <= 86_400 or period == _FOR_EVER):
        raise bad("wrong live location period specified")
    return place


def send_location(platform: Platform, arguments: Arguments) -> Json:
    """sendLocation."""
    return send(platform, arguments, "location", {"location": _location(arguments)})


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
    place = stored.content.get("location", {})
    period = place.get("live_period", 0)
    if not period or platform.clock.now() > stored.date + period:
        raise bad("message can't be edited")
    return stored


def edit_live_location(platform: Platform, arguments: Arguments) -> Json:
    """editMessageLiveLocation."""
    stored = _live(platform, arguments)
    place = {"live_period": stored.content["location"]["live_period"], **_location(arguments)}
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
