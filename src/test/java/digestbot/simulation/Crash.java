package digestbot.simulation;

/// The end of a simulated process, in the middle of what it does.
final class Crash extends Error {

    @java.io.Serial
    private static final long serialVersionUID = 1L;

    Crash() {
        super("the process has ended", null, false, false);
    }
}
