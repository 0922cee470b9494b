package digestbot.digest;

import java.time.LocalDate;

/// A topic that digests report on.
///
/// @param id the front matter's `topic`, such as `us-china`
/// @param name the configured name, or else the front matter's `topicName`, or else the id
/// @param language the main language without script or region; empty if the topic was only read
///     from a file
public record Topic(String id, String name, String language) {

    public Topic(String id, String name) {
        this(id, name, "");
    }

    /// The default title of a digest without a title.
    public String titleOn(LocalDate day) {
        return name + " - " + day;
    }
}
