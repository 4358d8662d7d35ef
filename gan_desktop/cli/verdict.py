"""`gan-desktop verdict`: does this design work, over several seeds?"""

import argparse
from signal import SIGINT
from typing import Any

from gan_desktop.app.headless import ExitStatus, interruptible
from gan_desktop.app.jury import MOST_SEEDS, Jury, JuryProgress
from gan_desktop.app.jury_card import card
from gan_desktop.app.jury_report import report, write_report
from gan_desktop.cli import starting_point
from gan_desktop.cli.arguments import positive
from gan_desktop.cli.console import remark, say
from gan_desktop.cli.standard_streams import add_output
from gan_desktop.cli.verdict_progress import progress_display
from gan_desktop.core.files import check_writable_target, sentence
from gan_desktop.core.verdict.over_seeds import SeedSummary
from gan_desktop.core.words import counted

SEEDS = 5


def add_command(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "verdict",
        help="judge a design over several seeds",
        description="Train the same design with several seeds, in parallel, and judge it. The "
        "exit status does not depend on the verdict; it is 1 when no seed finished.",
    )
    starting_point.add_arguments(parser, "the first seed (default: the experiment's)")
    parser.add_argument(
        "--seeds",
        metavar="N",
        type=positive,
        default=SEEDS,
        help=f"how many seeds, 1 to {MOST_SEEDS:,} (default: {SEEDS})",
    )
    parser.add_argument(
        "--jobs", metavar="N", type=positive, help="processes at a time (default: one for each CPU)"
    )
    add_output(parser, "--json", (".json",), "write all results to a file")
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Train, judge, print; returns the exit status."""
    with interruptible() as interrupt:
        starting_point.check_arguments(arguments, "verdict")
        config = starting_point.starting_config(arguments)
        name = starting_point.name(arguments)
        starting_point.check_combination(config, "verdict", starting_point.settings(arguments))
        jury = Jury(config, arguments.seeds, arguments.jobs)
        if arguments.json is not None:
            try:
                check_writable_target(arguments.json)
            except OSError as error:
                return _fail(ExitStatus.BAD_ARGUMENTS, sentence(error))
        display = progress_display(jury.configs)

        def tell(progress: JuryProgress) -> None:
            if interrupt.requested:
                jury.cancel()
            display.show(progress)

        try:
            rows = jury.run(tell)
        finally:
            display.close()
        if rows:
            summary = SeedSummary.of(rows)
            for line in card(name, config, summary, arguments.seeds):
                say(line)
            if arguments.json is not None:
                try:
                    write_report(arguments.json, report(config, summary, asked=arguments.seeds))
                except OSError as error:
                    return _fail(ExitStatus.WRITE_FAILED, sentence(error))
    if len(rows) < arguments.seeds:
        by_person = interrupt.signal == SIGINT
        status = ExitStatus.INTERRUPTED if by_person else ExitStatus.TERMINATED
        done = counted(
            arguments.seeds,
            "{done} of {count} seed is done.",
            "{done} of {count} seeds are done.",
            done=len(rows),
        )
        return _fail(status, f"Interrupted: {done}")
    if not summary.finished:
        return _fail(ExitStatus.NO_RESULT, f"No seed finished: {next(iter(summary.failures))}")
    return ExitStatus.DONE


def _fail(status: ExitStatus, message: str) -> int:
    remark(f"gan-desktop verdict: {message}")
    return status
