package digestbot.library.intake;

import org.slf4j.Logger;

/// Limits the log lines about files per scan: the first ones are logged, the others are counted.
/// Not safe for several threads.
final class LogLimiter {

    private static final int FILES = 50;
    private static final int FAULTS = 5;

    private int files;
    private int faults;

    /// Tells whether one more invalid file may be logged.
    boolean takesFile() {
        return files++ < FILES;
    }

    /// Tells whether one more failure may be logged with its stack trace.
    boolean takesFault() {
        return faults++ < FAULTS;
    }

    /// Ends the scan and logs how many lines were suppressed.
    void end(Logger log) {
        if (files > FILES) {
            log.warn("{} more invalid files; the console and “digestbot check” list them", files - FILES);
        }
        if (faults > FAULTS) {
            log.error("importing {} more files failed", faults - FAULTS);
        }
        files = 0;
        faults = 0;
    }
}
