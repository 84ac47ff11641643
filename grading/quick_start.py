"""Spare a process a second; to be imported before what imports jsonschema, such as nbgrader."""

import sys

# jsonschema takes it where it is there, for forms of addresses that no notebook has: 38 parsers
sys.modules.setdefault("rfc3987_syntax", None)
