"""Channel: people referred, and the panel that decides how they are helped. Need-to-know throughout."""
