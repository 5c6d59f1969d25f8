"""The door out: pacing, verdicts, and one `match` from effect to Bot API call.

`outbox.Outbox` is the way in; `request.AiohttpRequest` is what the bot speaks through.
"""
