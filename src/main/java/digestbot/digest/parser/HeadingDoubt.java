package digestbot.digest.parser;

/// A doubt about the perspective of a section, which the author should settle.
///
/// @param part the part of the body
record HeadingDoubt(int part, String message) {}
