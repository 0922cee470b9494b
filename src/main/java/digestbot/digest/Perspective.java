package digestbot.digest;

import java.util.OptionalInt;

/// A perspective on a topic.
///
/// @param id the id, such as `us`; unique within a digest, ignoring case
/// @param name the name in the digest's language, such as “United States”
/// @param count the number of articles that the front matter states for it
/// @param colourNumber the number of its default colour, which depends on the id alone; empty if it was only
///     read from a file
public record Perspective(String id, String name, OptionalInt count, OptionalInt colourNumber) {

    /// A perspective as read from a file.
    public Perspective(String id, String name, OptionalInt count) {
        this(id, name, count, OptionalInt.empty());
    }

    /// Tells whether it certainly has no articles.
    public boolean isEmpty() {
        return count.isPresent() && count.getAsInt() == 0;
    }
}
