"""Who and where: places, and companies that no list names."""
