package digestbot.library.intake;

/// The disk that holds the digest folder does not respond.
public final class FolderUnresponsiveException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    FolderUnresponsiveException(String what) {
        super(what + "; check the disk or the network mount of the digest folder");
    }
}
