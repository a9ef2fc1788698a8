"""Settings that all tests share."""

from hypothesis import settings

# A slow day is no bug, so no test hangs on a deadline.
settings.register_profile("estimates", deadline=None, max_examples=60)
settings.load_profile("estimates")
