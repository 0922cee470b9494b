package digestbot.delivery.api;

import java.time.Duration;

/// A file cannot be made right now, because others are being made. Nothing was requested of the platform.
public final class FileNotReady extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Duration PAUSE = Duration.ofSeconds(2);

    public FileNotReady(String why) {
        super(why, null, false, false); // it is no error, so nobody reads where it came from
    }

    /// The message is tried again soon, which is no failed attempt.
    public SendResult.PutOff putOff() {
        return new SendResult.PutOff(PAUSE, String.valueOf(getMessage()));
    }
}
