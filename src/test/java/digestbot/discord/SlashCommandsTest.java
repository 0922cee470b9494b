package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.chat.Permissions;
import digestbot.content.action.ActionSpec;
import digestbot.content.action.CommandOption;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import org.junit.jupiter.api.Test;

class SlashCommandsTest {

    /// The locales in which Discord shows each of the bot's languages other than English.
    private static final Map<String, List<String>> LOCALES =
            Map.of("de", List.of("de"), "es", List.of("es-419", "es-ES"), "zh", List.of("zh-CN"));

    private final JsonNode registered = registered();

    @Test
    void allOfThemWorkEverywhereButAServerShowsOnlyItsAdminsWhatOnlyOwnersMay() {
        assertThat(registered.valueStream().map(command -> command.path("name").asText()))
                .containsExactlyElementsOf(
                        ActionSpec.commands().stream().map(ActionSpec::id).toList());
        ActionSpec.commands().forEach(spec -> {
            JsonNode command = command(spec.id());
            assertThat(command.path("contexts")).as(spec.id()).hasSize(3);
            assertThat(command.path("integration_types")).as(spec.id()).hasSize(2);
            assertThat(command.path("default_member_permissions").asText())
                    .as(spec.id())
                    .isEqualTo(Permissions.isOperatorOnly(spec.permission()) ? "0" : "null");
        });
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

    private static List<CommandOption> options() {
        return ActionSpec.commands().stream()
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
