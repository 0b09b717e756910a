"""The measurements: commands at saturation, latency at a steady pace, memory, a storm."""

import time
from collections import deque
from dataclasses import dataclass

from tests.bench.load import Connection
from tests.bench.servers import SEATS, Server
from tests.bench.traffic import Traffic, framed

DRAIN_SECONDS = 5.0
"""How long a server may take to answer what is on the way when a measurement ends."""

OUTSTANDING = 2
"""Commands of one table on the way at once, at saturation."""


@dataclass(frozen=True, slots=True)
class Saturation:
    """Commands a second, the server's CPU per command, the server's busy share."""

    per_second: float
    cpu_us: float
    busy: float
    bytes_per_delivery: float


@dataclass(frozen=True, slots=True)
class Held:
    """What a connected client makes the server keep: resident bytes, and blocks of memory that
    hold Python objects."""

    memory_bytes: float
    objects: float


def held(server: Server, tables: range) -> Held:
    """Connect everybody. The first table is left out: it brings what is there once for all."""
    server.connect(tables[:1])
    server.settle(0.2)
    memory, objects = server.memory_bytes, server.objects
    server.connect(tables[1:])
    server.settle(0.2)
    clients = len(server.load.connections) - SEATS
    return Held((server.memory_bytes - memory) / clients, (server.objects - objects) / clients)


def seats_of(server: Server) -> dict[tuple[int, int], Connection]:
    """The connections by table and seat."""
    return {(c.table, c.seat): c for c in server.load.connections.values()}


def saturate(server: Server, traffic: Traffic, seconds: float) -> Saturation:
    """As many commands as the server acknowledges; each is delivered to seven."""
    load, seats = server.load, seats_of(server)
    tables = sorted({table for table, _ in seats})
    done, sent, running = 0, 0, True

    def send(table: int) -> None:
        nonlocal sent
        sent += 1
        seat, sending = traffic.next(table)
        load.send(seats[table, seat], framed(sending))

    def acked(connection: Connection) -> None:
        nonlocal done
        done += 1
        if running:
            send(connection.table)

    load.on_ack = acked
    for table in tables * OUTSTANDING:
        send(table)
    load.run(lambda: False, seconds / 6)
    began, cpu, earlier = time.perf_counter(), server.cpu_seconds, done
    patches, received = _sum(server)
    load.run(lambda: False, seconds)
    took, commands = time.perf_counter() - began, done - earlier
    used = server.cpu_seconds - cpu
    delivered, bytes_in = (
        now - then for now, then in zip(_sum(server), (patches, received), strict=True)
    )
    running = False
    load.run(lambda: done == sent, DRAIN_SECONDS)
    server.settle()
    load.on_ack = lambda connection: None
    return Saturation(commands / took, used / commands * 1e6, used / took, bytes_in / delivered)


def _sum(server: Server) -> tuple[int, int]:
    connections = server.load.connections.values()
    return sum(c.patches for c in connections), sum(c.received for c in connections)


def paced(server: Server, traffic: Traffic, rate: float, seconds: float) -> list[float]:
    """Milliseconds from each command to the last of its seven deliveries and its acknowledgement,
    at so many commands a second."""
    load, seats = server.load, seats_of(server)
    tables = sorted({table for table, _ in seats})
    base = {id(c): c.patches for c in seats.values()}
    sent_at: dict[int, list[float]] = {table: [] for table in tables}
    left: dict[int, list[int]] = {table: [] for table in tables}
    acks = dict.fromkeys(tables, 0)
    latencies: list[float] = []

    def delivered(connection: Connection) -> None:
        took_in(connection.table, connection.patches - base[id(connection)] - 1)

    def acked(connection: Connection) -> None:
        table = connection.table
        took_in(table, acks[table])
        acks[table] += 1

    def took_in(table: int, number: int) -> None:
        left[table][number] -= 1
        if left[table][number] == 0:
            latencies.append((time.perf_counter() - sent_at[table][number]) * 1000)

    load.on_patch, load.on_ack = delivered, acked
    turns = deque(tables)
    began, sent = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - began) < seconds:
        if sent <= elapsed * rate:
            table = turns[0]
            turns.rotate(-1)
            seat, sending = traffic.next(table)
            sent_at[table].append(time.perf_counter())
            left[table].append(SEATS + 1)
            load.send(seats[table, seat], framed(sending))
            sent += 1
        else:
            load.step(max(0.0, sent / rate - elapsed))
    load.run(lambda: len(latencies) == sent, DRAIN_SECONDS)
    load.on_patch = load.on_ack = lambda connection: None
    missing = sent - len(latencies)
    if missing:
        raise AssertionError(
            f"{server.name}: {missing} of {sent} commands were not delivered to all"
        )
    return latencies


def storm(server: Server, tables: range) -> float:
    """Seconds until everybody, having lost the connection at once, has the whole view again."""
    for connection in list(server.load.connections.values()):
        connection.sock.close()
    server.load.connections.clear()
    time.sleep(1)
    began = time.perf_counter()
    server.connect(tables)
    took = time.perf_counter() - began
    server.settle()
    return took
