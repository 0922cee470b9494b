package digestbot.card;

/// A run of text in one ink.
record Span(String text, Ink ink) {}
