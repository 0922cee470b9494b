package digestbot.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// A long statement, kept out of the code in a file of the class path's folder `sql`. The file
/// begins with a comment about its purpose.
public final class SqlResource {

    private SqlResource() {}

    /// Reads a statement without its comment lines. Meant for constants, because nothing is cached.
    public static String load(String name) {
        String path = "/sql/" + name + ".sql";
        try (InputStream in = SqlResource.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no statement " + path + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the statement " + path, e);
        }
    }
}
