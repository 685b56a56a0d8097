"""What is done by other channels and what each costs: typed, from a file or told by a program, and read day by day."""
