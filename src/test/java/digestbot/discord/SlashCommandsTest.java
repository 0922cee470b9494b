package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.chat.api.CommandOption;
import digestbot.chat.api.CommandSpec;
import digestbot.chat.common.Permissions;
import digestbot.i18n.Texts;
import digestbot.sandbox.discord.DiscordSandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import org.junit.jupiter.api.Test;

/// The commands as they are registered with Discord.
class SlashCommandsTest {

    /// The locales in which Discord shows each of the bot's languages other than English.
    private static final Map<String, List<String>> LOCALES =
            Map.of("de", List.of("de"), "es", List.of("es-419", "es-ES"), "zh", List.of("zh-CN"));

    private final JsonNode registered = registered();

    @Test
    void allOfThemAreTheCommandsOfThePlatform() {
        assertThat(registered.findValuesAsText("default_member_permissions")).hasSameSizeAs(CommandSpec.all());
        assertThat(registered.valueStream().map(command -> command.path("name").asText()))
                .containsExactlyElementsOf(
                        CommandSpec.all().stream().map(CommandSpec::id).toList());
    }

    @Test
    void theyWorkInServersInDirectMessagesAndForWhoeverBringsThemAlong() {
        registered.forEach(command -> {
            assertThat(command.path("contexts")).hasSize(3);
            assertThat(command.path("integration_types")).hasSize(2);
        });
    }

    @Test
    void aServerShowsOnlyItsAdminsWhatOnlyOwnersMay() {
        CommandSpec.all()
                .forEach(name -> assertThat(command(name.id())
                                .path("default_member_permissions")
                                .asText())
                        .as(name.id())
                        .isEqualTo(Permissions.isOperatorOnly(name.permission()) ? "0" : "null"));
    }

    @Test
    void everyNameDescriptionAndChoiceIsTranslatedIntoEveryLanguage() {
        Set<String> expected = Texts.languages().stream()
                .filter(language -> !language.equals("en"))
                .flatMap(language -> LOCALES.getOrDefault(language, List.of()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        List<JsonNode> texts = new ArrayList<>();
        texts.addAll(registered.findValues("name_localizations"));
        texts.addAll(registered.findValues("description_localizations"));
        assertThat(texts)
                .as("a name and a description of each command and option, and a name of each choice")
                .hasSize(2 * (registered.size() + options().size()) + choices());
        texts.forEach(each -> assertThat(each.propertyStream().map(Map.Entry::getKey))
                .as("%s", each)
                .containsExactlyInAnyOrderElementsOf(expected));
    }

    @Test
    void translationsComeFromTheBotsWords() {
        assertThat(command("today").at("/name_localizations/de").asText()).isEqualTo("heute");
        assertThat(command("today").at("/options/0/name_localizations/zh-CN").asText())
                .isEqualTo("话题");
        assertThat(command("today").path("description").asText()).isEqualTo("the latest digest");
    }

    /// Discord, or its simulator, judges names, lengths and order.
    @Test
    void discordTakesThemAll() throws Exception {
        try (DiscordSandbox sandbox = DiscordSandbox.start(0, "a", InstantSource.system());
                HttpClient http = HttpClient.newHttpClient()) {
            URI address = URI.create(sandbox.apiUrl() + "applications/" + sandbox.applicationId() + "/commands");
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address)
                            .header("Authorization", "Bot a")
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofString(registered.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static List<CommandOption> options() {
        return CommandSpec.all().stream()
                .flatMap(command -> command.options().stream())
                .filter(CommandOption::isInForm)
                .toList();
    }

    private static int choices() {
        return options().stream()
                .mapToInt(option ->
                        option.values() instanceof CommandOption.Values.OneOf(var choices) ? choices.size() : 0)
                .sum();
    }

    private JsonNode command(String name) {
        return registered
                .valueStream()
                .filter(command -> command.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode registered() {
        try {
            String json = SlashCommands.all().stream()
                    .map(SlashCommandData::toData)
                    .map(String::valueOf)
                    .collect(Collectors.joining(",", "[", "]"));
            return new ObjectMapper().readTree(json);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
