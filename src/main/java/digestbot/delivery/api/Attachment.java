package digestbot.delivery.api;

import java.util.function.Supplier;

/// A file of a message. The sender creates it outside any transaction, because it may take long.
public sealed interface Attachment {

    String name();

    /// A text document to download: UTF-8, about a megabyte at most.
    record Document(String name, String mediaType, Supplier<byte[]> content) implements Attachment {}

    /// A picture that the client shows; `description` is its text alternative.
    record Image(String name, String description, Supplier<byte[]> png) implements Attachment {}

    /// The picture of a broadcast, which the number of the broadcast identifies.
    record Picture(long broadcast, String name, Supplier<byte[]> content) implements Attachment {}

    /// The creation of a file failed. No request was made.
    final class FileNotMade extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public FileNotMade(Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause, false, false);
        }

        public SendResult result() {
            return new SendResult.NotSent(Outcome.FILE_NOT_MADE, String.valueOf(getMessage()));
        }
    }
}
