"""What is not code: translations, icons, style sheets, starter knowledge, PBX files."""
