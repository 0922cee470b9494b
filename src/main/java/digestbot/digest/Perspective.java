package digestbot.digest;

import java.util.OptionalInt;

/// A perspective on a topic.
///
/// @param id the id, such as `us`; unique within a digest, ignoring case
/// @param name the name in the digest's language, such as “United States”
/// @param count the number of articles that the front matter states for it
public record Perspective(String id, String name, OptionalInt count) {}
