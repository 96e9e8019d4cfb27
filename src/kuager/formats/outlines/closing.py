"""The last line of a document: where more can be read."""

from urllib.parse import urlsplit

from kuager import N_
from kuager.formats.outlines.setting import Setting
from kuager.lang import say
from kuager.model.manuscript import Placed
from kuager.model.report import Paragraph, Run
from kuager.model.site import Site

MORE = N_("More information: {link}")


def lay_site(site: Site, setting: Setting) -> list[Placed]:
    """One line with the address, without its scheme, as a link."""
    before, _, after = say(MORE, setting.language).partition("{link}")
    address = urlsplit(site.link)
    shown = f"{address.netloc}{address.path.rstrip('/')}"
    pieces = (Run(text=before), Run(text=shown, link=site.link), Run(text=after))
    line = Paragraph(runs=tuple(run for run in pieces if run.text), kind="note")
    return [Placed(block=line, place=setting.plan.block, piece="site")]
