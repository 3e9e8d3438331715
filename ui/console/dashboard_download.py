"""How the console hands over a file: the browser makes it of a text it has, so that no address serves files."""

from typing import Final

DOWNLOAD: Final = """(text) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = "NAME";
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}"""
