package digestbot.delivery.outbox;

import digestbot.audience.Person;
import digestbot.content.Content;
import digestbot.content.Reader;
import java.util.Optional;

/// A message with a file. Only this wish is stored: the file is made when the message leaves.
public sealed interface FileRequest {

    /// The content beside the file.
    Content beside();

    /// All that is kept of the chat that the message goes to.
    ///
    /// @param person who is alone in the chat, if somebody is: then the file tells of them too
    record Export(Content beside, Optional<Person> person) implements FileRequest {}

    /// A digest's overview as a picture.
    ///
    /// @param digest the digest's number in the library
    /// @param revision what of it is shown
    record Card(Content beside, long digest, int revision, Reader reader) implements FileRequest {}
}
