"""Pure functions of (catalogue, site, options, now); none imports another, none writes."""
