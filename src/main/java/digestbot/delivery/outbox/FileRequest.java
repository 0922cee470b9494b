package digestbot.delivery.outbox;

import digestbot.audience.Person;
import digestbot.content.Content;
import digestbot.content.Reader;
import java.util.Optional;

/// A request for a message with a file. Only the request is stored; the file is created when the
/// message is sent.
public sealed interface FileRequest {

    Content beside();

    /// An export of all data stored about the chat.
    ///
    /// @param person the person of a private chat, whose data is included
    record ExportFile(Content beside, Optional<Person> person) implements FileRequest {}

    /// A digest's overview as a picture.
    record CardFile(Content beside, long digest, int revision, Reader reader) implements FileRequest {}
}
