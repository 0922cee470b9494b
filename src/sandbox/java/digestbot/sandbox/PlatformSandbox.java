package digestbot.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The simulator of one platform for its users and tests. Everything that a person does here
/// reaches the bot through the platform's own protocol, and everything that the bot sends is
/// checked as the real platform checks it. Thread-safe.
public abstract class PlatformSandbox implements AutoCloseable {

    protected final SandboxEvents events;
    protected final RequestJournal journal = new RequestJournal();
    protected final SentFiles sentFiles = new SentFiles();

    protected PlatformSandbox(SandboxEvents events) {
        this.events = events;
    }

    /// Events arrive in order, one at a time.
    public void listen(Consumer<SandboxEvent> listener) {
        events.listen(listener);
    }

    /// The person writes a message, or a command such as `/subscribe us-china`.
    ///
    /// @throws IllegalArgumentException if the client would not send that (for example an unknown
    ///     slash command); the message is a sentence for the person
    public abstract void write(SandboxPerson person, SandboxPlace place, String line);

    /// The person presses a button of a message, or picks an option of a menu, by its position from
    /// 0.
    ///
    /// @throws IllegalArgumentException if there is no such message or button; the message is a
    ///     sentence for the person
    public abstract void press(SandboxPerson person, SandboxPlace place, long message, int number, int choice);

    public abstract void fault(SandboxPlace place, SandboxFault fault);

    /// Empty if no file has that number, or if the file was removed because it is old.
    public Optional<byte[]> file(long number) {
        return sentFiles.get(number);
    }

    /// Oldest first.
    public List<RequestJournal.RecordedRequest> requests() {
        return journal.requests();
    }

    /// The observer runs before the response is sent, on the thread of the request, so several
    /// calls may run at a time.
    public void observe(Consumer<RequestJournal.RecordedRequest> observer) {
        journal.observe(observer);
    }

    /// Requests that were answered with 429.
    public long throttled() {
        return journal.throttled();
    }

    @Override
    public abstract void close();
}
