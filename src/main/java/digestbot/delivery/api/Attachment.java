package digestbot.delivery.api;

import java.util.function.Supplier;

/// A file that goes with a message. It is made by whoever sends it, which takes a while: where nobody waits for
/// anything else.
public sealed interface Attachment {

    /// Such as `digestbot.json`.
    String name();

    /// Text to be kept.
    ///
    /// @param mediaType such as `application/json`
    /// @param content writes it, in UTF-8; some megabytes at most
    record Document(String name, String mediaType, Supplier<TemporaryFile> content) implements Attachment {}

    /// A picture to be shown.
    ///
    /// @param described what it shows, for those who cannot see it
    /// @param png draws it
    record Picture(String name, String described, Supplier<byte[]> png) implements Attachment {}
}
