"""The measures that other governments and the law ask of a procedure, its burden in euros and hours, and what fails now."""
