"""What the assistant says: pure functions from what was understood and the knowledge to an answer.

No raw text is read here, and nothing of Rasa: `rasa_actions/` and `server.py` are the thin edge
that Rasa calls.
"""
