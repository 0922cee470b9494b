package digestbot.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Substitutes variables in values: `${NAME}`, or `${NAME:default}` for a variable that may be
/// missing.
///
/// The value comes from the environment variable `NAME`, from the file that `NAME_FILE` names
/// (Docker secrets), or from a systemd credential `NAME` in `CREDENTIALS_DIRECTORY`. Each file is
/// read once; a trailing line break is removed.
public final class VariableSubstitution {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");
    private static final String FILE = "_FILE";
    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";
    private static final int MAX_FILE_BYTES = 16 * 1024;

    private final Map<String, String> environment;
    private final Map<String, Value> values = new HashMap<>();

    /// The file is empty for an environment variable. The error is a part of a sentence; without text
    /// and error, the variable is not set.
    private record Value(Optional<String> text, Optional<Path> file, Optional<String> error) {}

    public VariableSubstitution(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// The error of the first variable that cannot be substituted.
    public Optional<String> problem(String text) {
        return REFERENCE
                .matcher(text)
                .results()
                .flatMap(found -> problem(found.group(1), found.group(2) != null).stream())
                .findFirst();
    }

    private Optional<String> problem(String name, boolean hasDefault) {
        Value value = value(name);
        return value.error()
                .or(() -> value.text().isPresent() || hasDefault
                        ? Optional.empty()
                        : Optional.of("the environment variable %s is not set; set it, or write ${%s:default}"
                                .formatted(name, name)));
    }

    public String expand(String text) {
        return REFERENCE.matcher(text).replaceAll(found -> {
            String fallback = found.group(2) == null ? "" : found.group(2);
            return Matcher.quoteReplacement(value(found.group(1)).text().orElse(fallback));
        });
    }

    static boolean isReference(String text) {
        return REFERENCE.matcher(text).find();
    }

    /// The first file from which a variable of the text was read.
    Optional<Path> file(String text) {
        return REFERENCE
                .matcher(text)
                .results()
                .flatMap(found -> value(found.group(1)).file().stream())
                .findFirst();
    }

    private Value value(String name) {
        return values.computeIfAbsent(name, this::find);
    }

    private Value find(String name) {
        String set = environment.get(name);
        Optional<Path> named = path(name + FILE);
        Optional<Path> credential =
                path(CREDENTIALS).map(folder -> folder.resolve(name)).filter(Files::exists);
        List<String> sources = new ArrayList<>();
        if (set != null && !set.isEmpty()) {
            sources.add("the environment variable " + name);
        }
        named.ifPresent(_ -> sources.add("the environment variable " + name + FILE));
        credential.ifPresent(file -> sources.add("the credential " + file));
        if (sources.size() > 1) {
            return wrong("both %s and %s are set; keep one of the two".formatted(sources.get(0), sources.get(1)));
        }
        return named.or(() -> credential)
                .map(file -> read(name, file))
                .orElseGet(() -> new Value(Optional.ofNullable(set), Optional.empty(), Optional.empty()));
    }

    private Optional<Path> path(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(path -> !path.isEmpty())
                .map(Path::of);
    }

    /// The messages contain nothing of the file's content.
    private static Value read(String name, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                return wrong(
                        name,
                        file,
                        "is larger than %,d bytes; it must contain only the value".formatted(MAX_FILE_BYTES));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Value(Optional.of(text.replaceFirst("\\r?\\n\\z", "")), Optional.of(file), Optional.empty());
        } catch (NoSuchFileException _) {
            return wrong(name, file, "does not exist; check the path");
        } catch (CharacterCodingException _) {
            return wrong(name, file, "is not UTF-8");
        } catch (IOException e) {
            return wrong(name, file, "cannot be read (%s); let the bot's user read it".formatted(e));
        }
    }

    private static Value wrong(String name, Path file, String reason) {
        return wrong("the file %s, which holds %s, %s".formatted(file, name, reason));
    }

    private static Value wrong(String error) {
        return new Value(Optional.empty(), Optional.empty(), Optional.of(error));
    }
}
