"""How a run is read: one HTML page without outside resources, and a summary for a pull request."""
