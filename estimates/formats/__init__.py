"""What others publish: their files come in as claims, and claims go out as files that others read."""
