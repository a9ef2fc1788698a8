"""Settings that all tests share."""

import os

from hypothesis import Phase, settings

# A slow day is no bug, so no test hangs on a deadline. The check of a change draws the same examples each time and so
# fewer of them, while a developer's runs go on looking for new ones. Where only pass or fail is asked, nobody waits
# for the least example.
settings.register_profile(
    "estimates", deadline=None, max_examples=25 if "CI" in os.environ else 60, derandomize="CI" in os.environ,
    phases=(Phase.explicit, Phase.generate) if "UNSHRUNK" in os.environ else tuple(Phase),
)  # fmt: skip
settings.load_profile("estimates")
