package digestbot.telegram.transport;

import java.io.IOException;

/// DNS lookup, connection or TLS handshake failed, or there was no time left.
public final class NotSentException extends IOException {

    private static final long serialVersionUID = 1;

    public NotSentException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
