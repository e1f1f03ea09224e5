"""What the assistant says: pure functions from a question and the knowledge to an answer.

The modules of this folder import `knowledge` and nothing of Rasa; `rasa_actions/` and `server.py`
are the thin edge that Rasa calls.
"""
