package digestbot.delivery.api;

import java.util.function.Supplier;

/// A file that is sent with a message. The sender creates it, outside any transaction, because that
/// may take a while.
public sealed interface Attachment {

    String name();

    /// A text document to download.
    ///
    /// @param content creates the text in UTF-8; some megabytes at most
    record Document(String name, String mediaType, Supplier<TemporaryFile> content) implements Attachment {}

    /// A picture that the client shows.
    ///
    /// @param description the text alternative
    record Image(String name, String description, Supplier<byte[]> png) implements Attachment {}

    /// A picture that is sent to many chats.
    ///
    /// @param broadcast the number of the broadcast, which identifies it
    record Picture(long broadcast, String name, Supplier<byte[]> content) implements Attachment {}
}
