"""Quality: how good the answers are, measured on questions that were written apart from the content."""
