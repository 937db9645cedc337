"""What we measure ourselves against: each is set up for one run in a throw-away folder and never a dependency."""
