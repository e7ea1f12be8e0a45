"""Documents on paper: data in, file out. The only place of reportlab and uharfbuzz."""
