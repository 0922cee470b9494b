package digestbot.clientview.telegram;

/// The error for malformed markup. The message is that of the Bot API's server.
public final class MalformedMarkupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedMarkupException(String what) {
        super("can't parse entities: " + what, null, false, false);
    }
}
