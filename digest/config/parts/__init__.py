"""The settings, part by part, as the YAML file spells them."""
