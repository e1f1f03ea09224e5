"""What a visitor said: the questions asked, details, warning signs; without Rasa or TensorFlow."""
