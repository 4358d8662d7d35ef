"""Did this design work? One of nine verdicts, with the numbers that it rests on.

`judge` looks at the refreshes of one run (`Observation.of(snapshot)`). Words in `verdicts.py`,
thresholds in `thresholds.py`, rules in `rules.py`; how well it judges: docs/verdict.md.
"""

from gan_desktop.core.verdict.judgement import Evidence, Judgement
from gan_desktop.core.verdict.log import ObservationLog
from gan_desktop.core.verdict.observation import Observation
from gan_desktop.core.verdict.rules import judge
from gan_desktop.core.verdict.verdicts import WORDS, Verdict

__all__ = ["WORDS", "Evidence", "Judgement", "Observation", "ObservationLog", "Verdict", "judge"]
