"""Markdown, piece by piece: content that is never markup, and the marks around it."""
