"""What people do with premises and bookings: verbs, each atomic and locked."""
