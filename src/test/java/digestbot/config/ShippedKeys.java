package digestbot.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// The keys of a configuration file as they are written, with the comment behind each.
public final class ShippedKeys {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(:.*)?}");

    private final List<String> lines;
    private final List<Key> keys = new ArrayList<>();
    private final Map<String, String> sections = new HashMap<>();

    /// The path has `<topic>`, `<perspective>` and `<outlet>` for names; variables in the value are
    /// replaced as in an empty environment.
    public record Key(String path, String value, Optional<String> variable, String meaning) {}

    private ShippedKeys(List<String> lines) {
        this.lines = lines;
    }

    public static ShippedKeys of(Path file) throws IOException {
        ShippedKeys shipped = new ShippedKeys(Files.readAllLines(file));
        Node root = new Yaml(new SafeConstructor(new LoaderOptions()))
                .compose(new StringReader(String.join("\n", shipped.lines)));
        shipped.walk("", (MappingNode) root);
        return shipped;
    }

    /// In the file's order; of topics, perspectives and outlets, each key where it first occurs.
    public List<Key> keys() {
        return List.copyOf(keys);
    }

    public Map<String, String> sections() {
        return Map.copyOf(sections);
    }

    private void walk(String path, MappingNode mapping) {
        for (NodeTuple entry : mapping.getValue()) {
            ScalarNode name = (ScalarNode) entry.getKeyNode();
            String key = switch (path) {
                case "topics." -> "<topic>";
                case "outlets." -> "<outlet>";
                default -> path.endsWith(".perspectives.") ? "<perspective>" : name.getValue();
            };
            switch (entry.getValueNode()) {
                case MappingNode below -> {
                    sections.put(path + key, sectionComment(name));
                    walk(path + key + ".", below);
                }
                case ScalarNode value -> add(path + key, value.getValue(), name);
                case SequenceNode values
                when isOfMappings(values) -> {
                    sections.put(path + key, sectionComment(name));
                    values.getValue().forEach(item -> walk(path + key + ".", (MappingNode) item));
                }
                case SequenceNode values -> add(path + key, values.getValue().isEmpty() ? "[]" : "[…]", name);
                default -> throw new AssertionError(path + key);
            }
        }
    }

    private static boolean isOfMappings(SequenceNode values) {
        return !values.getValue().isEmpty() && values.getValue().stream().allMatch(MappingNode.class::isInstance);
    }

    private void add(String path, String value, ScalarNode key) {
        if (keys.stream().noneMatch(known -> known.path().equals(path))) {
            Matcher variable = VARIABLE.matcher(value);
            keys.add(new Key(
                    path,
                    new VariableSubstitution(Map.of()).expand(value),
                    variable.matches() ? Optional.of(variable.group(1)) : Optional.empty(),
                    comment(key)));
        }
    }

    private String comment(ScalarNode key) {
        String line = lines.get(key.getStartMark().getLine());
        int comment = line.indexOf(" # ");
        return comment < 0 ? "" : line.substring(comment + 3);
    }

    /// The comment behind the name of a section, or else in the line above it.
    private String sectionComment(ScalarNode key) {
        int at = key.getStartMark().getLine();
        String above = at == 0 ? "" : lines.get(at - 1);
        return comment(key).isEmpty() && above.startsWith("# ") ? above.substring(2) : comment(key);
    }
}
