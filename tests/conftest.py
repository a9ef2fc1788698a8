"""Settings that all tests share."""

import os

from hypothesis import settings

# A slow day is no bug, so no test hangs on a deadline; the check of a change draws the same examples each time, while
# a developer's runs go on looking for new ones.
settings.register_profile("estimates", deadline=None, max_examples=60, derandomize="CI" in os.environ)
settings.load_profile("estimates")
