package digestbot.digest;

import java.time.LocalDate;

/// A subject that digests report on.
///
/// @param id as in the front matter's `topic`, such as `us-china`
/// @param name for people: as configured, else as in the front matter's `topicName`; the id where there is neither
/// @param language its main language without script or region; empty if only read from a file
public record Topic(String id, String name, String language) {

    /// A topic as read from a file.
    public Topic(String id, String name) {
        this(id, name, "");
    }

    /// The replacement for the title of a digest that has none.
    String titleOn(LocalDate day) {
        return name + " - " + day;
    }
}
