package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each limit of a command's registration.
final class CommandLimitsTest {

    private static DiscordSandbox sandbox;
    private static Http http;
    private static String path;

    @BeforeAll
    static void start() {
        sandbox = DiscordSandbox.start(0, SandboxBot.TOKEN, InstantSource.system());
        http = new Http(sandbox, SandboxBot.TOKEN);
        path = "applications/" + sandbox.applicationId() + "/commands";
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void limitsNameAndDescription() {
        accepted(command("n".repeat(32), "d".repeat(100), ""));
        refused(command("n".repeat(33), "d", ""), "/0/name", "BASE_TYPE_BAD_LENGTH");
        refused(command("Upper", "d", ""), "/0/name", "APPLICATION_COMMAND_INVALID_NAME");
        refused(command("two words", "d", ""), "/0/name", "APPLICATION_COMMAND_INVALID_NAME");
        refused(command("", "d", ""), "/0/name", "BASE_TYPE_REQUIRED");
        refused(command("n", "d".repeat(101), ""), "/0/description", "BASE_TYPE_BAD_LENGTH");
        refused(command("n", "", ""), "/0/description", "BASE_TYPE_REQUIRED");
        refused(command("n", "d", "") + "," + command("n", "e", ""), "/1", "APPLICATION_COMMANDS_DUPLICATE_NAME");
    }

    @Test
    void limitsOptionsAndTheirOrder() {
        accepted(command("n", "d", options(25)));
        refused(command("n", "d", options(26)), "/0/options", "BASE_TYPE_MAX_LENGTH");
        refused(
                command("n", "d", option("a", "") + "," + option("b", ", \"required\": true")),
                "/0/options/1",
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID");
        refused(
                command("n", "d", option("a", "") + "," + option("a", "")),
                "/0/options/1",
                "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_USED");
    }

    @Test
    void limitsChoices() {
        accepted(command("n", "d", option("a", ", \"choices\": [" + choices(25) + "]")));
        refused(
                command("n", "d", option("a", ", \"choices\": [" + choices(26) + "]")),
                "/0/options/0/choices",
                "BASE_TYPE_MAX_LENGTH");
        refused(
                command("n", "d", option("a", ", \"autocomplete\": true, \"choices\": [" + choices(1) + "]")),
                "/0/options/0/autocomplete",
                "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES");
    }

    @Test
    void checksLocalizations() {
        String german = "{\"name\": \"n\", \"description\": \"d\", \"name_localizations\": {\"%s\": \"%s\"}}";
        accepted(german.formatted("de", "über"));
        refused(german.formatted("xx", "a"), "/0/name_localizations", "ENUM_TYPE_COERCE");
        refused(german.formatted("de", "Über"), "/0/name_localizations/de", "APPLICATION_COMMAND_INVALID_NAME");
    }

    @Test
    void checksTranslatedDescriptionsAndChoices() {
        String described = "{\"name\": \"n\", \"description\": \"d\", \"description_localizations\": {\"de\": \"%s\"}}";
        accepted(described.formatted("d".repeat(100)));
        refused(described.formatted("d".repeat(101)), "/0/description_localizations/de", "BASE_TYPE_BAD_LENGTH");
        String chosen =
                ", \"choices\": [{\"name\": \"n\", \"value\": \"v\", \"name_localizations\": {\"%s\": \"%s\"}}]";
        accepted(command("n", "d", option("a", chosen.formatted("es-419", "Un canal"))));
        refused(
                command("n", "d", option("a", chosen.formatted("es", "Un canal"))),
                "/0/options/0/choices/0/name_localizations",
                "ENUM_TYPE_COERCE");
        refused(
                command("n", "d", option("a", chosen.formatted("de", "x".repeat(101)))),
                "/0/options/0/choices/0/name_localizations/de",
                "BASE_TYPE_BAD_LENGTH");
    }

    @Test
    void namesAreUniqueInEveryLanguage() {
        String german = "{\"name\": \"%s\", \"description\": \"d\", \"name_localizations\": {\"de\": \"%s\"}}";
        accepted(german.formatted("a", "eins") + "," + german.formatted("b", "zwei"));
        refused(
                german.formatted("a", "eins") + "," + german.formatted("b", "eins"),
                "/1",
                "APPLICATION_COMMANDS_DUPLICATE_NAME");
        refused(command("a", "d", "") + "," + german.formatted("b", "a"), "/1", "APPLICATION_COMMANDS_DUPLICATE_NAME");
        String named = ", \"name_localizations\": {\"de\": \"ort\"}";
        refused(
                command("n", "d", option("a", named) + "," + option("b", named)),
                "/0/options/1",
                "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_USED");
    }

    @Test
    void keepsTheIdOfACommandThatIsRegisteredAgain() {
        Http.Reply first = accepted(command("again", "d", ""));
        Http.Reply second = accepted(command("again", "other", ""));
        assertThat(second.body().at("/0/id")).isEqualTo(first.body().at("/0/id"));
        assertThat(http.get(path).body()).isEqualTo(second.body());
        String id = second.body().at("/0/id").asText();
        assertThat(http.send("DELETE", path + "/" + id, "").status()).isEqualTo(204);
        assertThat(http.get(path).body()).isEmpty();
    }

    @Test
    void keepsTheGuildsCommandsApart() {
        accepted(command("everywhere", "d", ""));
        String guild = "applications/" + sandbox.applicationId() + "/guilds/" + sandbox.guildId() + "/commands";
        assertThat(http.post(guild, command("here", "d", "")).status()).isEqualTo(201);
        assertThat(http.get(guild).body()).hasSize(1);
        assertThat(http.get(path).body()).hasSize(1);
    }

    private static Http.Reply accepted(String commands) {
        Http.Reply reply = http.send("PUT", path, "[" + commands + "]");
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        return reply;
    }

    private static void refused(String commands, String at, String code) {
        Http.Reply reply = http.send("PUT", path, "[" + commands + "]");
        assertThat(reply.code()).as("%s", reply.body()).isEqualTo(50035);
        assertThat(reply.error(at)).as("%s", reply.body()).isEqualTo(code);
    }

    private static String command(String name, String description, String options) {
        return "{\"name\": \"%s\", \"description\": \"%s\", \"options\": [%s]}".formatted(name, description, options);
    }

    private static String option(String name, String more) {
        return "{\"type\": 3, \"name\": \"%s\", \"description\": \"d\"%s}".formatted(name, more);
    }

    private static String options(int count) {
        return IntStream.range(0, count).mapToObj(i -> option("o" + i, "")).collect(Collectors.joining(","));
    }

    private static String choices(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"name\": \"n%d\", \"value\": \"v%d\"}".formatted(i, i))
                .collect(Collectors.joining(","));
    }
}
