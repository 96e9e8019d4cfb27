"""Working copies: a document as a Word file with marks, and what came back, read with care."""
