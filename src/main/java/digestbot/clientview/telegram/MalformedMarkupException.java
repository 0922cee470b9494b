package digestbot.clientview.telegram;

/// A text's markup cannot be read. The message says what is wrong, in the words of the Bot API's server.
public final class MalformedMarkupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedMarkupException(String what) {
        super("can't parse entities: " + what, null, false, false);
    }
}
