package digestbot.cli;

import digestbot.database.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A file with environment variables, one `NAME='value'` per line, in the form that shells and
/// systemd read.
///
/// @param file the file, which may be missing
record EnvironmentFile(Path file) {

    /// The file's name in the folder in which a command is started.
    static final String NAME = "digestbot.env";

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?(\\w+)=(?:'([^']*)'|\"([^\"]*)\"|([^\\s'\"]*))\\s*(?:#.*)?");

    /// The file's variables and the given ones, which take precedence.
    Map<String, String> with(Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>();
        for (String line : lines()) {
            Matcher variable = LINE.matcher(line);
            if (variable.matches()) {
                all.put(variable.group(1), value(variable));
            }
        }
        all.putAll(environment);
        return all;
    }

    private static String value(Matcher variable) {
        return Stream.of(2, 3, 4)
                .flatMap(i -> Stream.ofNullable(variable.group(i)))
                .findFirst()
                .orElse("");
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static String line(String name, String value) {
        return "%s='%s'".formatted(name, value);
    }

    /// Sets variables and makes the file accessible only to its owner, even if a link was in its
    /// place. Values must not contain quotes.
    void set(Map<String, String> values) throws IOException {
        List<String> lines = new ArrayList<>(lines());
        Map<String, String> missing = new LinkedHashMap<>(values);
        lines.replaceAll(line -> {
            Matcher variable = LINE.matcher(line);
            String value = variable.matches() ? values.get(variable.group(1)) : null;
            if (value == null) {
                return line;
            }
            missing.remove(variable.group(1));
            return line(variable.group(1), value);
        });
        missing.forEach((name, value) -> lines.add(line(name, value)));
        byte[] content = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        PrivateFiles.replace(file, content);
    }
}
