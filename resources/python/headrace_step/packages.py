# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module that is not there is called on the package index, and how this interpreter installs it."""

import importlib.util
import os
import shlex
import sys
import sysconfig

# Only names that differ from the module's.
DISTRIBUTIONS = {
    "attr": "attrs",
    "bs4": "beautifulsoup4",
    "Crypto": "pycryptodome",
    "cv2": "opencv-python-headless",
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "dotenv": "python-dotenv",
    "faiss": "faiss-cpu",
    "fitz": "PyMuPDF",
    "git": "GitPython",
    "google.cloud": "google-cloud-core",
    "igraph": "python-igraph",
    "imblearn": "imbalanced-learn",
    "jwt": "PyJWT",
    "kafka": "kafka-python",
    "Levenshtein": "python-Levenshtein",
    "magic": "python-magic",
    "mpl_toolkits": "matplotlib",
    "MySQLdb": "mysqlclient",
    "OpenSSL": "pyOpenSSL",
    "osgeo": "GDAL",
    "PIL": "pillow",
    "pptx": "python-pptx",
    "psycopg2": "psycopg2-binary",
    "pylab": "matplotlib",
    "serial": "pyserial",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "skopt": "scikit-optimize",
    "slugify": "python-slugify",
    "snowflake": "snowflake-connector-python",
    "tables": "tables",
    "umap": "umap-learn",
    "usb": "pyusb",
    "yaml": "PyYAML",
    "zmq": "pyzmq",
}


def is_there(module):
    top = module.partition(".")[0]
    if top in sys.modules:
        return True
    try:
        return importlib.util.find_spec(top) is not None
    except (ImportError, ValueError):
        return False


def missing(modules):
    """Words about modules that are not there: (text, hint)."""
    tops = sorted({module.partition(".")[0] for module in modules})
    names = [DISTRIBUTIONS.get(top, top) for top in tops]
    said = ", ".join("%s (module '%s')" % (name, top) if name != top else name for name, top in zip(names, tops))
    text = "The script needs the package%s %s, which %s does not have." % ("s" if len(tops) > 1 else "", said, sys.executable)
    return text, install_hint(names)


def install_hint(names):
    python, wanted = shlex.quote(sys.executable), " ".join(names)
    in_environment = sys.prefix != sys.base_prefix
    managed = os.path.exists(os.path.join(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED"))
    if managed and not in_environment:
        return ("The system looks after this Python; make an environment with: %s -m venv .venv && .venv/bin/python -m pip install %s"
                " and choose .venv/bin/python as the workspace's interpreter." % (python, wanted))
    return "Install it with: %s -m pip install %s" % (python, wanted)
