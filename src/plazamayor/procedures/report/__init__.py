"""What is told of a procedure: its page, the list by citizens lost, the page for the director, files and calls of other programs."""
