"""Bands on a line, numpy only: ends in, ranks, sweeps and common points out; no table and no claim is known here."""
