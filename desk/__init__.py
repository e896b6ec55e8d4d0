"""The Qt program: the windows of a hotline and the records behind them."""
