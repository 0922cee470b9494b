package digestbot.card;

/// A run of text in one ink.
record TextRun(String text, TextStyle style) {}
