"""What may happen to a vault while nobody looks: the means to make it happen, and to see."""
