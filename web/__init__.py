"""How people reach the assistant: the gateway before Rasa, the chat page."""
