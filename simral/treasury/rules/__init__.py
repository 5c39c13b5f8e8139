"""What the treasury decides, pure: taxes, checks of a payment, papers, apartness, periods."""
