"""Encoding: how a sentence becomes a row of numbers that tells its meaning. `bot.faq.encoder` is the door."""
