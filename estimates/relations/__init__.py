"""What must hold: relations and bounded claims come in, implied bands, conflicts and least adjustments go out."""
