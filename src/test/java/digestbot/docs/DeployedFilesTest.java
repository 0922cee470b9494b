package digestbot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.app.BotFixture;
import digestbot.app.Config;
import digestbot.cli.ConfiguredCommand;
import digestbot.config.TestConfig;
import digestbot.console.Paths;
import digestbot.console.signin.ConsoleSettings;
import digestbot.console.signin.Passwords;
import digestbot.database.DatabaseLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The files that deploy several nodes name only things that the image and the configuration have.
class DeployedFilesTest {

    private static final Path COMPOSE = Path.of("compose.cluster.yaml");
    private static final Path KUBERNETES = Path.of("docs/kubernetes.yaml");

    /// The bot may need this time to end.
    private static final int GRACE_SECONDS = 10;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(:[^}]*)?}");

    private static final Map<String, String> SECRETS = Map.of(
            "TELEGRAM_TOKEN",
            BotFixture.TELEGRAM_TOKEN,
            "DISCORD_TOKEN",
            BotFixture.DISCORD_TOKEN,
            "CONSOLE_PASSWORD_HASH",
            Passwords.hash("correct horse"),
            "DATABASE_PASSWORD",
            "secret");

    private final String dockerfile = read(Path.of("Dockerfile"));

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> documents(Path file) {
        Iterable<Object> all = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(read(file));
        return StreamSupport.stream(all.spliterator(), false)
                .map(document -> new ObjectMapper().<JsonNode>valueToTree(document))
                .toList();
    }

    private static Config config(String text, Map<String, String> environment) {
        return TestConfig.loaded(Config.reader(environment).parse(text));
    }

    private static Set<String> variables(String text) {
        return VARIABLE.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private Set<String> volumes() {
        String list = dockerfile.replaceFirst("(?s).*\nVOLUME \\[([^]]*)].*", "$1");
        return Pattern.compile("\"([^\"]+)\"")
                .matcher(list)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private static List<String> texts(JsonNode list, String key) {
        return list.valueStream().map(each -> each.path(key).asText()).toList();
    }

    /// The lines of the configuration that the comment at the top of the file tells people to set.
    private static String advised(Path file) {
        return Pattern.compile("(?m)^#   ([a-z-]+: \\S+)$")
                .matcher(read(file))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void composeStartsNodesOfTheImageWithNamesOfTheirOwn() {
        JsonNode compose = documents(COMPOSE).getFirst();
        Map<String, JsonNode> nodes = new TreeMap<>();
        compose.path("services").properties().stream()
                .filter(service -> service.getValue().has("build"))
                .forEach(service -> nodes.put(service.getKey(), service.getValue()));
        assertThat(nodes).hasSize(2);
        Set<String> names = new TreeSet<>();
        nodes.forEach((name, node) -> {
            assertThat(Path.of(node.path("build").asText()).resolve("Dockerfile"))
                    .exists();
            assertThat(Integer.parseInt(node.path("stop_grace_period").asText().replace("s", "")))
                    .isGreaterThanOrEqualTo(GRACE_SECONDS);
            assertThat(node.has("healthcheck")).as("that of the image is used").isFalse();
            texts(node.path("volumes")).forEach(volume -> {
                String[] parts = volume.split(":", -1);
                assertThat(Path.of(parts[0])).exists();
                assertThat(volumes()).contains(parts[1]);
            });
            names.add(node.path("environment").path("NODE_NAME").asText());
            assertThat(compose.path("services")
                            .has(node.path("depends_on").fieldNames().next()))
                    .isTrue();
        });
        assertThat(names).hasSameSizeAs(nodes.keySet());
    }

    @Test
    void composeGivesEachNodeTheSecretsOfTheConfiguration() {
        JsonNode compose = documents(COMPOSE).getFirst();
        String shipped = read(Path.of(ConfiguredCommand.DEFAULT)).replaceAll("(?m)(?:^node-name:|#).*", "");
        String text = advised(COMPOSE) + "\n" + shipped;
        Set<String> secrets = new TreeSet<>(variables(text));
        secrets.remove("NODE_NAME");
        assertThat(secrets).isEqualTo(new TreeSet<>(SECRETS.keySet()));
        assertThat(compose.path("secrets").properties())
                .allSatisfy(secret -> assertThat(secret.getValue().path("file").asText())
                        .as("git ignores the folder")
                        .isEqualTo("secrets/" + secret.getKey()))
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(secrets);
        for (String node : List.of("one", "two")) {
            JsonNode service = compose.path("services").path(node);
            assertThat(texts(service.path("secrets"))).containsExactlyInAnyOrderElementsOf(secrets);
            Map<String, String> expected = new HashMap<>(Map.of("NODE_NAME", node));
            secrets.forEach(secret -> expected.put(secret + "_FILE", "/run/secrets/" + secret));
            Map<String, String> environment = new HashMap<>();
            service.path("environment")
                    .properties()
                    .forEach(variable -> environment.put(
                            variable.getKey(), variable.getValue().asText()));
            assertThat(environment).isEqualTo(expected);
        }
    }

    @Test
    void theConfigurationThatComposeAsksForReachesItsDatabase() {
        JsonNode services = documents(COMPOSE).getFirst().path("services");
        Map<String, String> environment = new HashMap<>(SECRETS);
        environment.put("NODE_NAME", "one");
        Config config = config(advised(COMPOSE), environment);
        assertThat(config.node()).isEqualTo("one");
        assertThat(config.database()).isInstanceOfSatisfying(DatabaseLocation.PostgresLocation.class, location -> {
            JsonNode server = services.path(location.hosts());
            assertThat(server.path("image").asText()).startsWith("postgres:");
            assertThat(server.path("environment").path("POSTGRES_USER").asText())
                    .isEqualTo(location.user());
            assertThat(server.path("environment").path("POSTGRES_DB").asText()).isEqualTo(location.name());
            assertThat(server.path("environment").path("POSTGRES_PASSWORD_FILE").asText())
                    .isEqualTo("/run/secrets/DATABASE_PASSWORD");
            assertThat(server.path("healthcheck").path("test").get(0).asText()).isEqualTo("CMD");
        });
    }

    private static JsonNode kubernetes(String kind) {
        return documents(KUBERNETES).stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theConfigurationOnKubernetesIsValidAndTakesItsSecretsFromTheSecret() {
        JsonNode files = kubernetes("ConfigMap").path("data");
        String file = Path.of(ConfiguredCommand.DEFAULT).getFileName().toString();
        String text = files.path(file).asText();
        Config config = config(text, SECRETS);
        assertThat(config.platforms()).hasSize(2);
        assertThat(config.database()).isInstanceOf(DatabaseLocation.PostgresLocation.class);
        Set<String> literals = Pattern.compile("--from-literal=(\\w+)=")
                .matcher(read(KUBERNETES))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(literals).isEqualTo(variables(text)).isEqualTo(SECRETS.keySet());
        assertThat(pod().at("/containers/0/envFrom/0/secretRef/name").asText())
                .isEqualTo(read(KUBERNETES).replaceFirst("(?s).*kubectl create secret generic (\\S+) .*", "$1"));
    }

    private static JsonNode pod() {
        return kubernetes("Deployment").at("/spec/template/spec");
    }

    @Test
    void thePortsAndProbesOnKubernetesAreThoseOfTheConsole() {
        JsonNode container = pod().path("containers").get(0);
        String text =
                kubernetes("ConfigMap").path("data").path("digestbot.yaml").asText();
        ConsoleSettings console = config(text, SECRETS).console();
        assertThat(console.isLoopback()).isFalse();
        JsonNode port = container.path("ports").get(0);
        assertThat(port.path("containerPort").asInt()).isEqualTo(console.port());
        for (String probe : List.of("livenessProbe", "startupProbe")) {
            JsonNode asks = container.path(probe).path("httpGet");
            assertThat(asks.path("path").asText()).isEqualTo(Paths.HEALTH);
            assertThat(asks.path("port")).isEqualTo(port.path("name"));
        }
        JsonNode service = kubernetes("Service").path("spec");
        assertThat(service.path("ports").get(0).path("targetPort")).isEqualTo(port.path("name"));
        JsonNode labels = kubernetes("Deployment").at("/spec/template/metadata/labels");
        assertThat(labels)
                .isEqualTo(kubernetes("Deployment").at("/spec/selector/matchLabels"))
                .isEqualTo(service.path("selector"));
    }

    @Test
    void theVolumesOnKubernetesAreThoseOfTheImage() {
        JsonNode container = pod().path("containers").get(0);
        List<String> mounted = texts(container.path("volumeMounts"), "mountPath");
        assertThat(mounted)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(volumes().stream(), Stream.of("/tmp")).toList());
        List<String> names = texts(container.path("volumeMounts"), "name");
        assertThat(texts(pod().path("volumes"), "name")).containsExactlyInAnyOrderElementsOf(names);
        assertThat(pod().path("volumes").findValue("claimName"))
                .isEqualTo(kubernetes("PersistentVolumeClaim").path("metadata").path("name"));
        assertThat(pod().path("volumes").findValue("configMap").path("name"))
                .isEqualTo(kubernetes("ConfigMap").path("metadata").path("name"));
    }

    @Test
    void thePodOnKubernetesRunsAsTheUserOfTheImageAndHasTimeToEnd() {
        MatchResult user = Pattern.compile("(?m)^USER (\\d+):(\\d+)$")
                .matcher(dockerfile)
                .results()
                .findFirst()
                .orElseThrow();
        JsonNode context = pod().path("securityContext");
        assertThat(context.path("runAsUser").asText()).isEqualTo(user.group(1));
        assertThat(context.path("runAsGroup").asText()).isEqualTo(user.group(2));
        assertThat(pod().path("terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(GRACE_SECONDS);
    }
}
