"""Figures of the queues: what the lead reads, reckoned without a window, a database or a PBX."""
