"""Tables and enums: PLOVER, countries, sectors, who is who and where is where."""
