package digestbot.library;

import digestbot.digest.Topic;

/// A topic in the library.
///
/// @param number the database's, never reused: it stands in buttons
/// @param topic its id in lower case, and the name that its newest digest gives it
public record KnownTopic(long number, Topic topic) {}
