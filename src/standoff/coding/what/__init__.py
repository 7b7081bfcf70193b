"""What was done: frames, the encoder, and the predicates that they find."""
