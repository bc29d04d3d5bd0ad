"""`python -m auditor` and the `auditor` script."""

from __future__ import annotations

import gc
import os
import sys


def run() -> None:
    """Runs the command line. Errors are one line on standard error and exit status 2; a crash is never status 1."""
    gc.set_threshold(50_000)  # a run is short and keeps what it makes
    import typer

    from auditor.cli.app import app
    from auditor.errors import AuditorError

    try:
        status = app(standalone_mode=False, prog_name="auditor")
    except typer.Abort:
        sys.exit(130)
    except AuditorError as error:
        print(f"auditor: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
    except Exception as error:
        if hasattr(error, "format_message"):  # a usage error; typer may bring its own copy of click
            bare = type(error).__name__ == "NoArgsIsHelpError"
            print(f"{'' if bare else 'auditor: '}{error.format_message()}", file=sys.stderr)
            sys.exit(2)
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        print(
            f"auditor: internal error: {type(error).__name__}: {error} (AUDITOR_DEBUG=1 shows where)", file=sys.stderr
        )
        sys.exit(2)
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    run()
