"""LibreOffice edits a Word file as a person would: a macro that is written for each test.

The macro runs in a profile of its own; what it does is told in Python, one call an edit. Comments
come from elsewhere: without a window LibreOffice 7.4 falls over a new one, not over one it reads.
"""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Edit"/>
</library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edit"
 script:language="StarBasic">{}</script:module>
"""
_WORDS = """
Function ParaAt(doc, starts)
  e = doc.Text.createEnumeration()
  Do While e.hasMoreElements()
    p = e.nextElement()
    If p.supportsService("com.sun.star.text.Paragraph") Then
      If Left(p.String, Len(starts)) = starts Then
        ParaAt = p
        Exit Function
      End If
    End If
  Loop
  Error 1001
End Function
Function FindIt(doc, words)
  s = doc.createSearchDescriptor()
  s.SearchString = words
  s.SearchCaseSensitive = True
  FindIt = doc.findFirst(s)
End Function
Function WholeOf(doc, starts)
  p = ParaAt(doc, starts)
  c = doc.Text.createTextCursorByRange(p.Start)
  c.gotoEndOfParagraph(True)
  c.goRight(1, True)
  WholeOf = c
End Function
Sub DoRetype(doc, old, typed)
  f = FindIt(doc, old)
  f.String = typed
End Sub
Sub DoStrike(doc, starts)
  c = WholeOf(doc, starts)
  c.String = ""
End Sub
Sub DoAdd(doc, starts, typed)
  p = ParaAt(doc, starts)
  c = doc.Text.createTextCursorByRange(p.End)
  doc.Text.insertControlCharacter(c, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
  doc.Text.insertString(c, typed, False)
End Sub
Sub DoAppend(doc, starts, typed)
  p = ParaAt(doc, starts)
  doc.Text.insertString(p.End, typed, False)
End Sub
Sub DoPart(doc, words)
  f = FindIt(doc, words)
  c = doc.Text.createTextCursorByRange(f.Start)
  doc.Text.insertControlCharacter(c, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
End Sub
Sub DoJoin(doc, starts)
  p = ParaAt(doc, starts)
  c = doc.Text.createTextCursorByRange(p.End)
  c.goRight(1, True)
  c.String = " "
End Sub
Sub DoMove(doc, starts, before)
  c = WholeOf(doc, starts)
  ctl = doc.CurrentController
  ctl.select(c)
  t = ctl.getTransferable()
  c.String = ""
  p = ParaAt(doc, before)
  ctl.select(p.Start)
  ctl.insertTransferable(t)
End Sub
Sub DoNote(doc, holds, typed)
  For i = 0 To doc.Footnotes.Count - 1
    n = doc.Footnotes.getByIndex(i)
    If InStr(n.String, holds) > 0 Then
      s = n.createTextCursor()
      n.String = typed
      Exit Sub
    End If
  Next
  Error 1002
End Sub
Sub DoAddNote(doc, words, typed)
  f = FindIt(doc, words)
  n = doc.createInstance("com.sun.star.text.Footnote")
  doc.Text.insertTextContent(f.End, n, False)
  n.String = typed
End Sub
"""
_MAIN = """
Sub Main
  On Error Goto Bad
  Dim opened(0) As New com.sun.star.beans.PropertyValue
  opened(0).Name = "Hidden"
  opened(0).Value = True
  doc = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, opened())
  stage = "open"
{edits}
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName"
  saved(0).Value = "MS Word 2007 XML"
  doc.storeToURL("{target}", saved())
  doc.close(True)
  Exit Sub
Bad:
  n = FreeFile
  Open "{failed}" For Output As #n
  Print #n, stage &amp; ": " &amp; Error$ &amp; " " &amp; Erl
  Close #n
  doc.close(True)
End Sub
"""


@dataclass
class Office:
    """LibreOffice with a profile of its own in `folder`."""

    folder: Path
    edits: list[str] = field(default_factory=list)

    def do(self, what: str, *words: str) -> None:
        """One edit: a word of the macro (Retype, Strike, Add, Part, Join, Move, Note, AddNote)."""
        told = ", ".join(["doc", *(f'"{_quoted(word)}"' for word in words)])
        self.edits += [f'  stage = "{len(self.edits)} {what}"', f"  Call Do{what}({told})"]

    def track(self, *, on: bool) -> None:
        """Note changes from here on, or no longer."""
        self.edits.append(f"  doc.RecordChanges = {on}")

    def edit(self, data: bytes) -> bytes:
        """The file after all edits, saved as Word by LibreOffice."""
        if not (self.folder / "profile" / "user" / "basic").exists():
            self._run("--terminate_after_init")  # what lies there before is written over
        source, target, failed = (self.folder / name for name in ("in.docx", "out.docx", "bad.txt"))
        for stale in (failed, target):
            stale.unlink(missing_ok=True)
        source.write_bytes(data)
        main = _MAIN.format(
            source=source.as_uri(),
            target=target.as_uri(),
            failed=failed,
            edits="\n".join(self.edits),
        )
        library = self.folder / "profile" / "user" / "basic" / "Standard"
        (library / "Edit.xba").write_text(_MODULE.format(_WORDS + main), encoding="utf-8")
        (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        self._run("macro:///Standard.Edit.Main")
        assert not failed.exists(), failed.read_text()
        return target.read_bytes()

    def save(self, data: bytes) -> bytes:
        """The file opened and saved again as Word, nothing edited."""
        source = self.folder / "again" / "in.docx"
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(data)
        self._run(
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(self.folder), str(source)
        )
        return (self.folder / "in.docx").read_bytes()

    def _run(self, *arguments: str) -> None:
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--norestore", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=180)


def _quoted(words: str) -> str:
    """Words within quotation marks of Basic, within XML."""
    return escape(words.replace('"', '""'))
