"""A real Kafka broker on this machine: `python -m tools.broker`, and a fixture for tests."""

from tools.broker.broker import ApacheKafka, Broker, Tansu, start_any
from tools.broker.jars import UnavailableError

__all__ = ["ApacheKafka", "Broker", "Tansu", "UnavailableError", "start_any"]
