"""The letters we ship: IBM Plex Sans and Serif, unmodified, under the SIL Open Font License.

Four styles, each with every letter of English, Russian and Kazakh. `README.md` says where
they come from; a test holds them to the digests written there.
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
