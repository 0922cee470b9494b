package digestbot.library.archive;

import digestbot.digest.Topic;

/// A topic in the library.
///
/// @param number the database number, which is used in buttons and never reused
/// @param topic the topic with its id in lower case and its display name: the configured name, or
///     else the name in its newest digest
/// @param ownName the name in its newest digest
public record LibraryTopic(long number, Topic topic, String ownName) {

    public String id() {
        return topic.id();
    }

    public String name() {
        return topic.name();
    }
}
