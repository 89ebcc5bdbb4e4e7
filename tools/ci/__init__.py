"""Checks that the continuous integration runs beside the tests."""
