"""What comes next and what came of it: pure functions of profile and history."""
