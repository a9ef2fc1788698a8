"""Words to figures: a text or a short size in, every figure out with its hedge, unit and noun; nobody speaks yet."""
