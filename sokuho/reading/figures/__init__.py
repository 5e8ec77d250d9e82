"""Which figure is what: investment, total or aside, and of which project."""
