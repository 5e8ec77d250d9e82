"""What developers and tests run beside the package; not shipped in the wheel."""
