"""The front desk: where staff answer on the phone, pick up what was missed, and keep the facts."""
