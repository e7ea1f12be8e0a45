"""Text on paper in French, Arabic, Tifinagh and mixtures, on HarfBuzz."""
