"""Small widgets and the manners of text that every window shares."""
