"""Reading what visitors write: no Rasa, nothing from outside, milliseconds a message."""
