"""The typesetting of the PDF report: its template and the letters its fonts hold."""
