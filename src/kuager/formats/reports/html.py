"""HTML: one self-contained file, without script and without anything from elsewhere."""

import base64
import hashlib
from functools import cache
from typing import ClassVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kuager.formats import look
from kuager.formats.reports.press.laying import lay
from kuager.formats.reports.press.words import words_in
from kuager.model.report import ChartBlock, Report


class Html:
    """A web page that prints well, follows the reader's light or dark and needs no network."""

    NAME: ClassVar[str] = "html"
    MEDIA_TYPE: ClassVar[str] = "text/html"
    SUFFIX: ClassVar[str] = ".html"

    def write(self, report: Report) -> bytes:
        """The page in UTF-8; its policy allows its own style sheet, by digest, and no more.

        Only a report with charts may show pictures, and only those that stand in the file.
        """
        style = _style(is_plain=report.look == "un")
        has_charts = any(isinstance(block, ChartBlock) for block in report.blocks)
        page = (
            _environment()
            .get_template("report.html")
            .render(
                sheet=lay(report),
                words=words_in(report.language),
                style=Markup(style),  # noqa: S704 - our own file, no content in it
                policy=_policy(style, has_charts=has_charts),
            )
        )
        return page.encode("utf-8")


@cache
def _environment() -> Environment:
    """The template engine; every value is escaped, a missing one is an error."""
    found = Environment(
        loader=PackageLoader("kuager.formats.reports", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["data_address"] = _data_address
    return found


def _data_address(svg: str) -> str:
    """A drawing as an address that holds it whole."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode('utf-8')).decode('ascii')}"


@cache
def _style(*, is_plain: bool) -> str:
    """The style sheet with the colours of the look filled in."""
    light, dark = (look.PLAIN, look.PLAIN_DARK) if is_plain else (look.LIGHT, look.DARK)
    template = _environment().get_template("report.css")
    return template.render(light=light, dark=dark, is_plain=is_plain)


def _policy(style: str, *, has_charts: bool) -> str:
    """A content security policy that names the one style sheet."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    pictures = " img-src data:;" if has_charts else ""
    return (
        f"default-src 'none'; style-src 'sha256-{digest}';{pictures} base-uri 'none'; "
        "form-action 'none'"
    )
