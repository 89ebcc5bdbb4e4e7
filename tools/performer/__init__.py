"""Renders test clips of a synthetic person with exact ground truth (see README.md)."""
