"""What the sources support: bounded claims come in, one answer for each group and who stands behind it go out."""
