"""What deal is told: relevance, sectors, direction, stage and parties, each weighed by evidence."""
