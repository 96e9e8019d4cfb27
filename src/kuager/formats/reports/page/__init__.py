"""The page of the HTML report: its template and its style sheet."""
