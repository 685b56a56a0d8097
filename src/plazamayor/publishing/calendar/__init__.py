"""What goes out when: a month, a week or a list, with what keeps silent, what falls due and what is missing."""
