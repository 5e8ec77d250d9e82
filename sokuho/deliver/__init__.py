"""Delivery: messages to SendGrid, Slack or the outbox. The only code that talks to providers."""
