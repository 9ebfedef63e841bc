# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs Headrace's Python steps inside the user's own interpreter. Needs nothing but the standard library."""

from .context import Cancelled, Context
from .table import Table

__all__ = ["Cancelled", "Context", "Table"]
