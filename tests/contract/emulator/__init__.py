"""The stand-in Telegram, held to the documented behaviour of the official server."""
