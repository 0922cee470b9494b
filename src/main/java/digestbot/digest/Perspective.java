package digestbot.digest;

import java.util.OptionalInt;

/// A perspective on a topic.
///
/// @param id such as `us`; unique within a digest, ignoring case
/// @param name in the digest's language
/// @param count the number of its articles that the front matter states
/// @param colourNumber the number of its default colour, which depends only on the id; empty for a
///     digest that was only read from a file
public record Perspective(String id, String name, OptionalInt count, OptionalInt colourNumber) {

    public Perspective(String id, String name, OptionalInt count) {
        this(id, name, count, OptionalInt.empty());
    }

    Perspective withColour(int number) {
        return new Perspective(id, name, count, OptionalInt.of(number));
    }

    public boolean isEmpty() {
        return count.isPresent() && count.getAsInt() == 0;
    }
}
