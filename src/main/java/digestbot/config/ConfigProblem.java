package digestbot.config;

import java.nio.file.Path;

/// A mistake in the configuration file.
///
/// @param line from 1; 0 if the file as a whole is wrong
/// @param message names the key, the value and what is allowed; for a whole file, continues a
/// sentence after the file's name
public record ConfigProblem(int line, String message) {

    static ConfigProblem ofFile(String message) {
        return new ConfigProblem(0, message);
    }

    /// The problem with its place, as compilers print it.
    String in(Path file) {
        return line == 0 ? file + " " + message : file + ":" + line + ": " + message;
    }
}
