"""What only instructors run: release notebooks, grade, and report."""
