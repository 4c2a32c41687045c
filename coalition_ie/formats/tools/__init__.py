"""Forms of annotation tools: doccano, Label Studio, Prodigy."""
