"""Train the English analyser: prepare, train, evaluate, export. See docs/model-card.md."""
