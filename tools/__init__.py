"""Builders and checks for this repository; the package never imports them."""
