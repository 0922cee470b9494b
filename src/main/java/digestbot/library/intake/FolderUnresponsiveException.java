package digestbot.library.intake;

/// The disk that holds the folder of digests does not answer.
public final class FolderUnresponsiveException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    FolderUnresponsiveException(String what) {
        super(what + "; look at the disk or the network mount that the folder of digests is on");
    }
}
