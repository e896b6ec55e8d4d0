"""Tones that tell who speaks, and the measure that tells whose tones a recording holds."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

RATE = 8000
WINDOW = 2400  # samples that are measured: 0.3 s, 3.3 Hz wide
_AMPLITUDE = 0.09  # of full scale; six at once stay below clipping
_HEARD = 0.012

# Far enough apart, and no multiple of one another, so that distortion is not taken for a voice.
MUSIC_HZ = 1510.0
RINGING_HZ = 1970.0
BUSY_HZ = 2230.0
VOICES_HZ = tuple(
    float(hz) for hz in (430, 490, 560, 630, 710, 790, 880, 970, 1060, 1150, 1240, 1330, 1420, 1610)
)


def write_tone(path: Path, hz: float, seconds: float) -> None:
    """Write a WAV file of one tone, 8 kHz, 16 bit, mono."""
    turns = np.arange(int(seconds * RATE)) * (hz / RATE)
    samples = (np.sin(2 * np.pi * turns) * _AMPLITUDE * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def tones_in(samples: np.ndarray, hz: tuple[float, ...]) -> frozenset[float]:
    """Return those of `hz` that are in the last `WINDOW` samples (16 bit) all the way."""
    part = samples[-WINDOW:].astype(float) / 32767
    if len(part) < WINDOW:
        return frozenset()
    turns = np.outer(hz, np.arange(WINDOW) / RATE)
    shape = np.hanning(WINDOW)
    levels = 2 * np.abs(np.exp(-2j * np.pi * turns) @ (part * shape)) / shape.sum()
    return frozenset(tone for tone, level in zip(hz, levels, strict=True) if level > _HEARD)
