"""What needs me now: reads the rooms below, owns nothing."""
