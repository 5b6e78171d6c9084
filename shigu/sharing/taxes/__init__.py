"""Tax files on their way in: read, matched to firms and regimes, reconciled with what is there."""
