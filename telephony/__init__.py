"""The PBX without Qt: wire, events, call state, actions, one facade."""
