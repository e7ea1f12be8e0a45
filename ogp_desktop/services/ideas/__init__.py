"""All ideas: found, compared, grouped, given to those who answer."""
