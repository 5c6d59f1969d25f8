"""The knowledge base: the answers as pages, for people who would rather read than chat."""
