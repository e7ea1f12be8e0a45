"""Spreadsheets in and out: the only place of calamine, openpyxl and pandas."""
