package digestbot.library.intake;

import org.slf4j.Logger;

/// Lets the first lines about files of one look into the log, and counts the others. Not safe for several threads.
final class LogLimiter {

    private static final int FILES = 50;
    private static final int FAULTS = 5;

    private int files;
    private int faults;

    /// Tells whether there is room for one more file that is no digest.
    boolean takesFile() {
        return files++ < FILES;
    }

    /// Tells whether there is room for one more fault with its stack.
    boolean takesFault() {
        return faults++ < FAULTS;
    }

    /// Ends the look: says how many were left out.
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
