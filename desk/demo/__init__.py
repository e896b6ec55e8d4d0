"""The whole product at once with nothing to configure: starter data and a simulated PBX."""
