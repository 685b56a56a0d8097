"""What citizens say of a procedure: asked after finishing, on leaving and at the counter; counted, browsed, never published."""
