package digestbot.cli;

import digestbot.config.Config;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Optional;

/// The run of `digestbot try`: the bot with simulated platforms. They are in a jar of their own, which
/// registers it as a service, so that the bot itself loads nothing of them.
public interface Trial {

    /// What the command line asks for.
    ///
    /// @param base the configuration; its platforms are ignored
    /// @param digests a folder that exists
    /// @param port the port of the page, 0 for any free one; empty for the default
    /// @param once true to print the messages, and end when everything is delivered
    /// @param record the file to which the requests of the bot are written at the end
    record Options(Config base, Path digests, Optional<Integer> port, boolean once, Optional<Path> record) {}

    /// Runs the bot until everything is delivered, or until the process is stopped.
    ///
    /// @return true if everything was delivered
    boolean run(Options options) throws IOException, InterruptedException, PortRefusedException;

    /// A port cannot be used. The message is meant for users, and begins with the option.
    final class PortRefusedException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        public PortRefusedException(String message) {
            super(message);
        }
    }
}
