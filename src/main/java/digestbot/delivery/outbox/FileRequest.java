package digestbot.delivery.outbox;

import digestbot.audience.Person;
import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.Reader;
import java.util.Optional;

/// A request for a message with a file. Only the request is stored; the file is created when the
/// message is sent.
public sealed interface FileRequest {

    Content beside();

    /// An export of all data stored about the chat, and about the person of a private chat.
    record ExportFile(Content beside, Optional<Person> person) implements FileRequest {}

    /// A digest's overview as a picture, which has its own length and layout.
    record CardFile(Content beside, long digest, int revision, Reader reader) implements FileRequest {

        public CardFile {
            reader = reader.withReading(
                    ReadingOptions.DEFAULT.withPerspectives(reader.reading().perspectives()));
        }
    }
}
