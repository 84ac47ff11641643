"""Wrong implementations that learners really write, one file per topic."""
