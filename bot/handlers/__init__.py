"""The door in: updates of Telegram become events. The types of python-telegram-bot stop here."""
