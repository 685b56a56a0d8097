"""The only place that knows every room: settings, addresses, servers and the command line."""
