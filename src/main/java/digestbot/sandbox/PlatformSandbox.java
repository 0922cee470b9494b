package digestbot.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One platform's simulator as its users and its tests see it: a stream of events and three things to do.
///
/// Everything a person does here reaches the bot through the platform's own protocol, and everything the bot
/// sends is checked as the real platform checks it. Safe for use by several threads.
public interface PlatformSandbox extends AutoCloseable {

    /// Calls the listener with every event from now on, in order, one at a time.
    void listen(Consumer<SandboxEvent> listener);

    /// The person writes a line in the place: a message, or a command such as `/subscribe us-china`.
    ///
    /// @throws IllegalArgumentException with a sentence for the person, if the client would not send that
    ///     (an unknown slash command, say)
    void write(SandboxPerson person, SandboxPlace place, String line);

    /// The person presses a button of a message, or picks an option of a menu.
    ///
    /// @param message the message's id
    /// @param number the button's or menu's number as in [ClientRow.ClientButton] and [ClientRow.SelectMenu]
    /// @param choice the picked option's position from 0; ignored for a button
    /// @throws IllegalArgumentException with a sentence for the person, if there is no such message or button
    void press(SandboxPerson person, SandboxPlace place, long message, int number, int choice);

    /// From now on requests that concern the place are answered as the fault says.
    void fault(SandboxPlace place, SandboxFault fault);

    /// The content of a file that the bot sent, by its number in [MessageDecoration.AttachedFile]; empty if
    /// there is none, or it was long ago.
    Optional<byte[]> file(long number);

    /// Every request that the bot made, oldest first.
    List<RecordedRequest> requests();

    @Override
    void close();
}
