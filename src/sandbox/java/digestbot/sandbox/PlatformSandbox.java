package digestbot.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The simulator of one platform as its users and tests see it: a stream of events and three
/// actions.
///
/// Everything that a person does here reaches the bot through the platform's own protocol, and
/// everything that the bot sends is checked as the real platform checks it. Thread-safe.
public abstract class PlatformSandbox implements AutoCloseable {

    protected final SandboxEvents events;
    protected final RequestJournal journal = new RequestJournal();
    protected final SentFiles sentFiles = new SentFiles();

    protected PlatformSandbox(SandboxEvents events) {
        this.events = events;
    }

    /// Calls the listener with every event from now on, in order, one at a time.
    public void listen(Consumer<SandboxEvent> listener) {
        events.listen(listener);
    }

    /// The person writes a line in the place: a message, or a command such as `/subscribe
    /// us-china`.
    ///
    /// @throws IllegalArgumentException if the client would not send that (for example an unknown
    ///     slash command); the message is a sentence for the person
    public abstract void write(SandboxPerson person, SandboxPlace place, String line);

    /// The person presses a button of a message, or picks an option of a menu.
    ///
    /// @param choice the picked option's position from 0; ignored for a button
    /// @throws IllegalArgumentException if there is no such message or button; the message is a
    ///     sentence for the person
    public abstract void press(SandboxPerson person, SandboxPlace place, long message, int number, int choice);

    /// Makes requests about the place fail as the fault defines, from now on.
    public abstract void fault(SandboxPlace place, SandboxFault fault);

    /// The content of a file that the bot sent, by its number in [ClientRow.AttachedFile];
    /// empty if there is none, or if it was removed because it is old.
    public Optional<byte[]> file(long number) {
        return sentFiles.get(number);
    }

    /// Every request that the bot made, oldest first.
    public List<RecordedRequest> requests() {
        return journal.requests();
    }

    /// Calls the observer with every request from now on, before the response is sent. It runs on
    /// the thread of the request, so several calls may run at a time.
    public void observe(Consumer<RecordedRequest> observer) {
        journal.observe(observer);
    }

    /// The number of requests that were answered with 429.
    public long throttled() {
        return journal.throttled();
    }

    @Override
    public abstract void close();
}
