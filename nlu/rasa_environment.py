"""The environment variables under which Rasa runs here: no telemetry, and no noise."""

RASA_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    # At a lower level Rasa draws progress bars, hundreds of lines of them where the output is no
    # terminal.
    "LOG_LEVEL": "WARNING",
    # Sanic waits 15 s for connections that are kept open, and is killed before.
    "SANIC_GRACEFUL_SHUTDOWN_TIMEOUT": "1",
    # TensorFlow runs at training alone.
    "TF_CPP_MIN_LOG_LEVEL": "2",
    # A second thread of the matrix library gains nothing on one sentence and spins while it waits:
    # half of the processor's work for a message.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    # Rasa's dependencies of 2023 warn of their own future, which is ours to follow in the lock
    # file.
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}

RASA_TOKEN_FILE = "rasa-token"
"""In the state folder, for its owner alone: what the running Rasa's own interface asks of callers,
so that it can be told to take a new model."""
