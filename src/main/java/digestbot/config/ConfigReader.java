package digestbot.config;

import digestbot.digest.Diagnostic;
import digestbot.digest.yaml.YamlErrorException;
import digestbot.digest.yaml.YamlNode;
import digestbot.digest.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a configuration into a record whose components are its keys ([Key]).
public final class ConfigReader<T> {

    /// The login of an address, before its host. A slash may be a part of a password that is not
    /// encoded.
    private static final Pattern LOGIN = Pattern.compile("//[^@\\s]*@");

    private final Class<T> type;
    private final VariableSubstitution variables;

    /// `environment` has the values of environment variables.
    public ConfigReader(Class<T> type, Map<String, String> environment) {
        this.type = type;
        variables = new VariableSubstitution(environment);
    }

    /// All keys, in the order of the components.
    public static List<ConfigKey> keys(Class<?> type) {
        return SectionKey.documented(type, "").toList();
    }

    public static String withoutLogin(String address) {
        return LOGIN.matcher(address).replaceAll("//…@");
    }

    /// Reads a file, which may be missing or unreadable.
    public ConfigResult<T> read(Path file) {
        try {
            return parse(Files.readString(file), Optional.of(file));
        } catch (NoSuchFileException _) {
            return refused("not found. Run “digestbot init” to create one, or pass --config FILE.");
        } catch (AccessDeniedException _) {
            return refused("cannot be read by the user %s. Let this user read it, or start as another user."
                    .formatted(System.getProperty("user.name")));
        } catch (CharacterCodingException _) {
            return refused("is not UTF-8. Save it as UTF-8.");
        } catch (IOException e) {
            return refused("cannot be read: " + e.getMessage());
        }
    }

    /// Reads the text of a file.
    public ConfigResult<T> parse(String text) {
        return parse(text, Optional.empty());
    }

    private ConfigResult<T> parse(String text, Optional<Path> file) {
        var context = new SectionReader.ReadContext(variables, file);
        try {
            YamlNode root = YamlReader.read(
                    text,
                    1,
                    key -> context.problem(
                            key.line(),
                            key.path(),
                            "duplicate key, first on line %d; keep one of the two".formatted(key.firstLine())));
            Optional<T> config = new SectionReader("", root, context).read(type);
            return context.problems().isEmpty()
                    ? new ConfigResult.Loaded<>(config.orElseThrow())
                    : new ConfigResult.InvalidConfig<>(context.problems().stream()
                            .sorted(Comparator.comparingInt(Diagnostic::line))
                            .toList());
        } catch (YamlErrorException refused) {
            return refused(refused.line(), String.valueOf(refused.getMessage()));
        }
    }

    private ConfigResult<T> refused(String message) {
        return refused(Diagnostic.WHOLE_FILE, message);
    }

    private ConfigResult<T> refused(int line, String message) {
        return new ConfigResult.InvalidConfig<>(List.of(new Diagnostic(line, message)));
    }

    /// A key such as `backup.keep`; `<topic>` and `<perspective>` stand for ids that
    /// the owner chooses. The default is written as in the file.
    public record ConfigKey(String path, String defaultValue, String allowed) {}

    /// The configuration, or what is wrong with it.
    public sealed interface ConfigResult<T> {

        record Loaded<T>(T config) implements ConfigResult<T> {}

        /// All mistakes in the file, by line.
        record InvalidConfig<T>(List<Diagnostic> problems) implements ConfigResult<T> {
            public InvalidConfig {
                problems = List.copyOf(problems);
            }

            /// The mistakes as `file:line: message`; for a file that cannot be read, a sentence
            /// that begins with its name.
            public List<String> lines(Path file) {
                return problems.stream()
                        .map(problem -> problem.place(file)
                                + (problem.line() == Diagnostic.WHOLE_FILE ? " " : ": ")
                                + problem.message())
                        .toList();
            }
        }
    }
}
