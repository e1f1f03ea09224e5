"""How hypothesis runs here: a busy machine is no failure."""

from hypothesis import HealthCheck, settings

ANY_PACE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
