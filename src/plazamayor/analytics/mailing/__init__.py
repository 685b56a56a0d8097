"""What leaves by e-mail: weekly and monthly reports, and word of what is unusual. Nothing leaves twice."""
