"""What editors do by forwarding: articles come in here, and the answers to them go out."""
