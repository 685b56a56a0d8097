"""The settings of the tests: the installation's own, in a data directory that lives as long as the process.

Whatever the person who runs the tests has in the environment is forgotten, save where the relational database is
(`DATABASE_URL`, given by `tools/with_postgres.py`) and where the real data is (`PLAZAMAYOR_DATA`).
"""

import atexit
import os
import shutil
import tempfile

for _name in [name for name in os.environ if name.startswith("PLAZAMAYOR_") and name != "PLAZAMAYOR_DATA"]:
    del os.environ[_name]
os.environ["PLAZAMAYOR_HOME"] = tempfile.mkdtemp(prefix="plazamayor-test-")
atexit.register(shutil.rmtree, os.environ["PLAZAMAYOR_HOME"], ignore_errors=True)

from plazamayor.config.settings import *  # noqa: E402, F403 the environment has to be in place before the settings read it

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # invented people, whose passwords need no strength
