"""Games in doubles: many players, many scenarios; every answer says how exact it is."""
