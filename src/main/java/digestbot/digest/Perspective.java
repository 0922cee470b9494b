package digestbot.digest;

import java.util.OptionalInt;

/// A perspective on a topic.
///
/// @param id such as `us`; unique within a digest, ignoring case
/// @param name such as “United States”, in the digest's language
/// @param count how many articles the front matter claims for it
public record Perspective(String id, String name, OptionalInt count) {}
