"""What the law on personal data asks: notice, consent, erasure, counts of few."""
