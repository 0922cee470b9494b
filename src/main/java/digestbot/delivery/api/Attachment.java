package digestbot.delivery.api;

import java.util.function.Supplier;

/// A file that goes with a message. The sender creates it, outside any transaction, because that
/// may take a while.
public sealed interface Attachment {

    /// Such as `digestbot.json`.
    String name();

    /// A text document to download.
    ///
    /// @param mediaType such as `application/json`
    /// @param content writes it, in UTF-8; some megabytes at most
    record Document(String name, String mediaType, Supplier<TemporaryFile> content) implements Attachment {}

    /// A picture to be shown.
    ///
    /// @param description the text alternative
    /// @param png draws it
    record Image(String name, String description, Supplier<byte[]> png) implements Attachment {}
}
