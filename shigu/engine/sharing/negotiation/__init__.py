"""Terms under negotiation: parameters that meet a target, and those that every side accepts."""
