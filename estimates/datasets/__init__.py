"""Claims that do not fit into memory: the same functions bucket by bucket, as quantities do not depend on each other.

A dataset of claims goes in and a folder of Parquet comes out. Claims with equal keys share a bucket, each bucket passes
the door on its own, and its answers are one file in a work folder that takes the place of the old result at the end.
"""
