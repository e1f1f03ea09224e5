"""All answers by topic, to be printed."""
