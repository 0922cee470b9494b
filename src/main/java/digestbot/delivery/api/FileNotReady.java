package digestbot.delivery.api;

import java.time.Duration;

/// The file cannot be created right now because other files are being created. No request was
/// made.
public final class FileNotReady extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Duration PAUSE = Duration.ofSeconds(2);

    public FileNotReady(String why) {
        super(why, null, false, false); // not an error, so no stack trace
    }

    /// The result that retries the message soon without counting a failed attempt.
    public SendResult.Deferred deferred() {
        return new SendResult.Deferred(PAUSE, String.valueOf(getMessage()));
    }
}
