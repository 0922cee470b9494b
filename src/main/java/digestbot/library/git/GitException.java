package digestbot.library.git;

/// Git could not do what it was asked for. The message is for operators and has no credentials.
public final class GitException extends RuntimeException {

    private static final long serialVersionUID = 1;

    GitException(String message) {
        super(message);
    }
}
