"""The door for the web: updates that Telegram brings, and answers to whoever asks how the helpline is."""
