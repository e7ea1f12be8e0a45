"""What travels between registers: parcels, and the gate they come in by."""
