"""What several tests know of the small centre."""

DAYS = 12
