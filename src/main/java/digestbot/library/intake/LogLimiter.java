package digestbot.library.intake;

import org.slf4j.Logger;

/// Limits the log lines about files per scan: the first ones are logged, the others are counted.
/// Not thread-safe.
final class LogLimiter {

    private static final int FILES = 50;
    private static final int FAILURES = 5;

    private int files;
    private int failures;

    boolean mayLogFile() {
        return files++ < FILES;
    }

    boolean mayLogFailure() {
        return failures++ < FAILURES;
    }

    void end(Logger log) {
        if (files > FILES) {
            log.warn("{} more invalid files; the console and “digestbot check” list them", files - FILES);
        }
        if (failures > FAILURES) {
            log.error("importing {} more files failed", failures - FAILURES);
        }
        files = 0;
        failures = 0;
    }
}
