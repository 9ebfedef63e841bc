# SPDX-License-Identifier: GPL-3.0-or-later
"""python headrace_step FD: serves steps over the socket FD until its other end closes."""

import os
import sys

if __name__ == "__main__":
    # This file's own folder must not be searched for modules; the package's parent is, but after everything of the user's.
    own = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != own]
    sys.path.append(os.path.dirname(own))
    from headrace_step.server import serve

    serve(int(sys.argv[1]))
