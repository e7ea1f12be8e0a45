"""What travels and what is told: parcels, copies, receipts, reports, proof."""
