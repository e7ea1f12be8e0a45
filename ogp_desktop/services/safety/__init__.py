"""What keeps the work: backups, the check of a file, undoing."""
