"""The chat panel: a web component without a framework, served as it is."""
