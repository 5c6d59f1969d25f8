"""The FAQ: entries, matcher and danger signs, from the content folder. Pure but for its loader."""
