package digestbot.library.archive;

import digestbot.digest.Topic;

/// A topic in the library.
///
/// @param number the database number, which is used in buttons and never reused
/// @param topic its id in lower case, and what people see as its name: as configured, else as its newest digest has it
/// @param ownName the name that its newest digest gives it
public record LibraryTopic(long number, Topic topic, String ownName) {}
