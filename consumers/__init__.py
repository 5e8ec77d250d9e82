"""What is done with articles, with stories and with deliveries: handlers, and the worker that sends."""
