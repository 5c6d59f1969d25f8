"""The intake: the form a person fills in, where she is in it, and what she answered. Pure."""
