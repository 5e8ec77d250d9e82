"""The whole job on sample feeds, served over HTTP on this machine."""
