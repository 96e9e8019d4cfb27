"""The letters we ship: IBM Plex Sans and Serif, and Tinos, unmodified, under the SIL OFL.

Each with every letter of English, Russian and Kazakh. Tinos is as wide as Times New Roman, letter
by letter. `README.md` says where they come from; a test holds them to the digests written there.
"""

from pathlib import Path

DIRECTORY = Path(__file__).parent
SANS = "IBM Plex Sans"
SERIF = "IBM Plex Serif"
TEXT_FILES = (
    "IBMPlexSans_400Regular.ttf",
    "IBMPlexSans_400Regular_Italic.ttf",
    "IBMPlexSans_600SemiBold.ttf",
)
PLAIN = "Tinos"
PLAIN_FILES = ("Tinos_400Regular.ttf", "Tinos_400Regular_Italic.ttf", "Tinos_700Bold.ttf")
