"""The whole floor of a hotline: every queue and every seat of one PBX or several, live."""
