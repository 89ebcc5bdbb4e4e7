"""The closed sets of words a session is described with, the same inside and on the wire."""

from __future__ import annotations

from typing import Literal

__all__ = [
    "BodyPart",
    "BoutEnding",
    "Breath",
    "CommandName",
    "CueKind",
    "MeasuredPhase",
    "Mode",
    "ModeReason",
    "OneSide",
    "PainChoice",
    "PauseReason",
    "SessionSide",
    "SetupCheck",
    "SetupStatus",
    "Severity",
    "Signal",
    "StateName",
    "StoppedBy",
    "View",
]

StateName = Literal[
    "screening",
    "warm-up",
    "intro",
    "setup",
    "get-ready",
    "set",
    "rest",
    "side-change",
    "check-in",
    "pain",
    "paused",
    "summary",
    "ended",
]

CommandName = Literal[
    "next",
    "pause",
    "resume",
    "skip",
    "repeat",
    "easier",
    "harder",
    "pain",
    "end",
]
"""``next`` goes on to the next step now; ``skip`` leaves out what is going on; ``repeat`` does the
last set again; ``pain`` stops the set at once; ``end`` goes to the summary, from there out."""

Mode = Literal["camera", "timer"]
ModeReason = Literal["chosen", "denied", "none", "slow", "lost"]
BoutEnding = Literal["done", "ended", "skipped", "pain"]
Severity = Literal["minor", "major"]
PauseReason = Literal["command", "gesture", "hidden", "interrupted"]
PainChoice = Literal["easier", "skip", "end"]
OneSide = Literal["left", "right"]
SessionSide = Literal["left", "right", "both"]
View = Literal["side", "front"]
Breath = Literal["in", "out", "normal"]
MeasuredPhase = Literal["rest", "out", "hold", "back", "in"]
StoppedBy = Literal["done", "user", "pain", "injury"]
CueKind = Literal["correction", "praise", "instruction", "safety"]
BodyPart = Literal["trunk", "head", "pelvis", "thighs", "knees", "shanks", "feet", "hands"]
SetupCheck = Literal["person", "posture", "whole-body", "distance", "view", "side", "light"]
SetupStatus = Literal["ok", "wrong", "unknown"]
Signal = Literal[
    "count",
    "attempt",
    "hold-reached",
    "countdown",
    "go",
    "set-done",
    "gesture",
    "paused",
    "resumed",
]
