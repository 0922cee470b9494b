package digestbot.cli.common;

import java.util.Optional;

/// The process that started this one, such as a trial. This process must not outlive it.
public final class ParentProcess {

    private static final String PROPERTY = "digestbot.parent";
    private static final int ORPHANED = 1;

    private ParentProcess() {}

    /// The option of Java for a process that ends with this one.
    public static String option() {
        return "-D%s=%d".formatted(PROPERTY, ProcessHandle.current().pid());
    }

    /// Ends this process at once when its parent has ended, even if it was killed. Does nothing if
    /// no parent is named.
    public static void endWithIt() {
        Optional.ofNullable(System.getProperty(PROPERTY))
                .map(Long::valueOf)
                .ifPresent(pid -> ProcessHandle.of(pid).ifPresentOrElse(ParentProcess::endWith, ParentProcess::end));
    }

    private static void endWith(ProcessHandle parent) {
        var _ = parent.onExit().thenRun(ParentProcess::end);
    }

    private static void end() {
        Runtime.getRuntime().halt(ORPHANED);
    }
}
