package digestbot.sandbox;

import digestbot.clientview.ClientRow;
import digestbot.clientview.MessageDecoration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The simulator of one platform as its users and tests see it: a stream of events and three
/// actions.
///
/// Everything that a person does here reaches the bot through the platform's own protocol, and
/// everything that the bot sends is checked as the real platform checks it. Thread-safe.
public interface PlatformSandbox extends AutoCloseable {

    /// Calls the listener with every event from now on, in order, one at a time.
    void listen(Consumer<SandboxEvent> listener);

    /// The person writes a line in the place: a message, or a command such as `/subscribe
    /// us-china`.
    ///
    /// @throws IllegalArgumentException if the client would not send that (for example an unknown
    ///     slash command); the message is a sentence for the person
    void write(SandboxPerson person, SandboxPlace place, String line);

    /// The person presses a button of a message, or picks an option of a menu.
    ///
    /// @param message the message's id
    /// @param number the button's or menu's number as in [ClientRow.ClientButton] and
    ///     [ClientRow.SelectMenu]
    /// @param choice the picked option's position from 0; ignored for a button
    /// @throws IllegalArgumentException if there is no such message or button; the message is a
    ///     sentence for the person
    void press(SandboxPerson person, SandboxPlace place, long message, int number, int choice);

    /// Makes requests about the place fail as the fault defines, from now on.
    void fault(SandboxPlace place, SandboxFault fault);

    /// The content of a file that the bot sent, by its number in [MessageDecoration.AttachedFile];
    /// empty if there is none, or if it was removed because it is old.
    Optional<byte[]> file(long number);

    /// Every request that the bot made, oldest first.
    List<RecordedRequest> requests();

    @Override
    void close();
}
