"""The face: base pages, pieces, lists, forms, maps and charts that every app's pages use."""
