"""The actions that Rasa calls: the tracker is turned into questions, and answers into messages."""
