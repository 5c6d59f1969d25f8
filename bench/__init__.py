"""Benchmarks: what the helpline costs, measured against floors of the same run."""
