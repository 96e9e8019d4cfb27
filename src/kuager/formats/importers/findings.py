"""The sentences of the findings, one per code, for the doors to translate."""

from kuager import N_

SENTENCES: dict[str, str] = {
    "encoding-guessed": N_(
        "The letters look like {encoding}. Check the preview: are the words readable?"
    ),
    "mojibake": N_(
        "On {count} lines the letters look as if they had been read in a wrong encoding before "
        "the file was saved. They are kept as written."
    ),
    "lost-letters": N_(
        "On {count} lines letters were replaced by question marks before the file was saved. "
        "They cannot be brought back from this file."
    ),
    "delimiter-guessed": N_("The columns seem to be separated by {delimiter}. Is that so?"),
    "header-guessed": N_(
        "The column names seem to stand in line {line}; what stands above is left out. Is that so?"
    ),
    "duplicate-headers": N_(
        "{count} columns share a name with another; they were numbered: {columns}."
    ),
    "empty-headers": N_("{count} columns with content have no name: {columns}."),
    "uneven-rows": N_("{count} rows have more cells than there are columns (first: line {line})."),
    "apostrophes": N_(
        "{count} cells begin with an apostrophe before a formula sign, as Kuager's own lists "
        "write them. Remove the apostrophes?"
    ),
    "hidden-rows": N_("{count} rows are hidden in the sheet (first: line {line}). Read them too?"),
    "hidden-columns": N_("{count} columns are hidden in the sheet: {columns}. Read them too?"),
    "hidden-sheet": N_("The sheet “{sheet}” is hidden."),
    "very-hidden-sheet": N_(
        "The sheet “{sheet}” is hidden so that Excel's own menu does not show it."
    ),
    "merged-cells": N_(
        "{count} groups of cells are merged. The value stands in the first cell of each; "
        "spread it over the others?"
    ),
    "formulas": N_(
        "{count} cells are formulas. The value saved with them is used; nothing was calculated."
    ),
    "formulas-without-value": N_(
        "{count} formula cells have no saved value and are read as empty (first: line {line}). "
        "Open the file in Excel and save it to keep the values."
    ),
    "external-links": N_("The workbook refers to {count} other files. They were not opened."),
    "error-values": N_("{count} cells hold an error of Excel, such as #REF! (first: line {line})."),
    "impossible-dates": N_(
        "{count} date cells hold a day that does not exist (first: line {line}); "
        "the number is kept as written."
    ),
    "macros": N_("The workbook carries macros. They were not opened."),
}
