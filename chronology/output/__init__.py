"""The combined chronology as a Word document and as an Excel workbook (S80)."""
