"""The environment variables under which Rasa runs here: no telemetry, and no noise."""

RASA_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    # At a lower level Rasa draws progress bars, hundreds of lines of them where the output is no
    # terminal.
    "LOG_LEVEL": "WARNING",
    # TensorFlow comes with Rasa and is never run here.
    "TF_CPP_MIN_LOG_LEVEL": "2",
    # Rasa's dependencies of 2023 warn of their own future, which is ours to follow in the lock
    # file.
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}
