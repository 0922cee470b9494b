package digestbot.card;

/// A run of text in one style.
record TextRun(String text, TextStyle style) {}
