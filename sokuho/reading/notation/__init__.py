"""How news writes figures: money, capacities and dates, found with what they are worth."""
