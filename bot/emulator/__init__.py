"""A stand-in Telegram: a Bot API server on loopback, for trying out, training, tests, benchmarks.

It imports nothing of the bot. `server.Emulator` is the way in; `README.md` describes the control
interface by which people, tests and the page act on it.
"""
