"""Which claims cannot all be true: bounded claims come in, findings, suspicions and pairs go out."""
