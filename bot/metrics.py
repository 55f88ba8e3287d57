"""The service's state as Prometheus reads it, over HTTP; knows no Telegram. Imported only where it is asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIServer

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.desk import Desk, log, where
from storage.errors import StoreUnavailableError
from storage.read.health import Health, health


class StoreCollector(Collector):
    """Asks the store anew each time that Prometheus asks us."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def collect(self) -> Iterator[Metric]:
        """Give what is known; of a store that is away only that it is."""
        up = GaugeMetricFamily("wasit_store_up", "1 where the database answers")
        try:
            with self._desk.store.reading() as session:
                seen = health(session, self._desk.defaults.dossier.code, now=self._desk.clock())
        except StoreUnavailableError as absence:
            log.warning("no metrics", error=type(absence).__name__, where=where(absence))
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield from _metrics(seen)


def serve_metrics(desk: Desk, host: str, port: int) -> tuple[WSGIServer, threading.Thread]:
    """Serve `/metrics` in a thread until the server is shut down; raises OSError where the port is taken."""
    registry = CollectorRegistry(auto_describe=False)
    server, thread = start_http_server(port, host, registry)
    # Registered afterwards: a registry asks whoever is registered for their names at once.
    registry.register(StoreCollector(desk))
    return server, thread


def _metrics(seen: Health) -> Iterator[Metric]:
    deliveries = GaugeMetricFamily("wasit_deliveries", "Deliveries by state", labels=["state"])
    for state, count in seen.deliveries.items():
        deliveries.add_metric([state], count)
    yield deliveries
    values = {
        "wasit_oldest_pending_seconds": ("Age of the oldest delivery that is due", seen.oldest_age.total_seconds()),
        "wasit_sends_per_second": ("Deliveries sent a second, over the last minute", seen.sends_a_second),
        "wasit_subscribers": ("Chats that are subscribed", seen.subscribers),
        "wasit_articles_waiting": ("Articles that nobody has read yet", seen.articles_waiting),
        "wasit_held_seconds": ("How long publishing is held back; 0 where it is not", seen.held_for.total_seconds()),
        "wasit_articles_read_day": ("Articles read in the last 24 hours", seen.read_today),
    }  # fmt: skip
    moments = {
        "wasit_last_digest_timestamp_seconds": ("Slot of the newest digest", seen.last_digest),
        "wasit_last_article_timestamp_seconds": ("When the newest article came in", seen.last_article),
    }
    for name, (what, value) in values.items():
        yield GaugeMetricFamily(name, what, value=value)
    for name, (what, moment) in moments.items():
        if moment is not None:
            yield GaugeMetricFamily(name, what, value=moment.timestamp())
