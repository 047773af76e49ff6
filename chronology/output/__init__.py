"""Tables that leave as a Word document or an Excel workbook: the combined chronology (S80)."""
