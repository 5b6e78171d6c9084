"""Who is who: identifiers, names, addresses, look-up and resolution of organisations."""
