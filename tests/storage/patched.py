"""Run as a program: greenlets of a patched process append through a database; prints `ok`."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402  # patching comes first
from collections.abc import Callable  # noqa: E402

import gevent  # noqa: E402
from gevent import get_hub  # noqa: E402

from server.rules.ids import TalksId  # noqa: E402
from server.service.ports import TalksEntry  # noqa: E402
from server.storage.engine import make_engine  # noqa: E402
from server.storage.event_log import SqlEventLog  # noqa: E402
from server.storage.migrations import migrate  # noqa: E402
from tests.rules.negotiation import scenario  # noqa: E402
from tests.storage.kept import announced, numbers  # noqa: E402


def run(work: Callable[[], None]) -> None:
    get_hub().threadpool.apply(work)


def main(url: str) -> None:
    engine = make_engine(url)
    migrate(engine)
    log = SqlEventLog(engine, run)
    tables = [TalksId(f"t{n}") for n in range(10)]
    for number, talks_id in enumerate(tables, start=1):
        log.create(TalksEntry(talks_id, number, "small"), scenario())

    def play(talks_id: TalksId) -> None:
        for n in range(20):
            log.append(talks_id, n, announced(n, f"c{n}"))

    gevent.joinall([gevent.spawn(play, t) for t in tables], timeout=60, raise_error=True)
    assert all(numbers(log.read(t)) == list(range(1, 21)) for t in tables)
    log.close()
    sys.stdout.write("ok\n")


if __name__ == "__main__":
    main(sys.argv[1])
