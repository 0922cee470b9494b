package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.chat.api.CommandName;
import digestbot.chat.common.Permissions;
import digestbot.chat.common.Permissions.Where;
import digestbot.chat.common.Permissions.Who;
import digestbot.config.ConfigKey;
import digestbot.config.ConfigReader;
import digestbot.config.ShippedKeys;
import digestbot.i18n.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// The tables of the README say what the code says. `-Dgolden.write=true` rewrites them, and the run still fails
/// where they differed.
class ReferenceTest {

    private static final Path README = Path.of("README.md");
    private static final Path SHIPPED = Path.of("config/digestbot.yaml");
    private static final List<String> EVERYWHERE = List.of("--help", "--version", "--config");

    @Test
    void theShippedConfigurationHasEveryKeyWithItsDefault() throws IOException {
        List<ShippedKeys.Key> shipped = ShippedKeys.of(SHIPPED);
        assertThat(shipped).extracting(ShippedKeys.Key::path).containsExactlyInAnyOrderElementsOf(paths());
        Map<String, String> usual =
                ConfigReader.keys().stream().collect(Collectors.toMap(ConfigKey::path, ConfigKey::usual));
        assertThat(shipped)
                .filteredOn(key -> !key.path().contains("<"))
                .allSatisfy(key -> assertThat(key.value()).as(key.path()).isEqualTo(usual.get(key.path())));
        assertThat(shipped)
                .allSatisfy(key -> assertThat(key.meaning()).as(key.path()).isNotBlank());
    }

    private static List<String> paths() {
        return ConfigReader.keys().stream().map(ConfigKey::path).toList();
    }

    @Test
    void theReadmeListsEveryKeyOfTheConfiguration() throws IOException {
        Map<String, String> usual =
                ConfigReader.keys().stream().collect(Collectors.toMap(ConfigKey::path, ConfigKey::usual));
        List<String> rows = new ArrayList<>(List.of("| key | default | meaning |", "|---|---|---|"));
        for (ShippedKeys.Key key : ShippedKeys.of(SHIPPED)) {
            String value = usual.getOrDefault(key.path(), "");
            rows.add("| `%s` | %s | %s |"
                    .formatted(key.path(), value.isEmpty() ? "" : "`" + value + "`", key.meaning()));
        }
        assertTable("## Configuration", rows);
    }

    @Test
    void theReadmeListsEveryCommandOfTheProgramWithItsOptions() throws IOException {
        List<String> rows = new ArrayList<>(List.of("| command | |", "|---|---|"));
        for (CommandLine command : Main.commandLine().getSubcommands().values()) {
            CommandSpec spec = command.getCommandSpec();
            String files = spec.positionalParameters().stream()
                    .map(file -> " " + file.paramLabel() + (file.arity().max() > 1 ? "…" : ""))
                    .collect(Collectors.joining());
            rows.add("| `%s%s` | %s |"
                    .formatted(
                            spec.name(),
                            files,
                            String.join(" ", spec.usageMessage().description())));
            spec.options().stream()
                    .filter(option -> !EVERYWHERE.contains(option.longestName()))
                    .map(option -> "| `%s %s%s` | %s |"
                            .formatted(
                                    spec.name(),
                                    option.longestName(),
                                    option.arity().max() > 0 ? " " + option.paramLabel() : "",
                                    description(option)))
                    .forEach(rows::add);
        }
        assertTable("## Commands of the program", rows);
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString()));
    }

    @Test
    void theReadmeListsEveryCommandInAChatAndWhoMayGiveIt() throws IOException {
        List<String> rows = new ArrayList<>(List.of("| command | | who may |", "|---|---|---|"));
        for (CommandName name : CommandName.values()) {
            boolean everywhere = CommandName.on(Platform.DISCORD).contains(name);
            rows.add("| `/%s` | %s%s | %s |"
                    .formatted(
                            name.id(), Texts.of("en").say(name.does()), everywhere ? "" : " (on Telegram)", who(name)));
        }
        assertTable("## What readers can do", rows);
    }

    /// Such as “everybody in private chats; managers in groups, channels”.
    private static String who(CommandName name) {
        Permissions.Rule rule = Permissions.TABLE.stream()
                .filter(each -> each.act() == name.act())
                .findFirst()
                .orElseThrow();
        Map<Who, List<String>> places = Arrays.stream(Where.values())
                .collect(Collectors.groupingBy(
                        rule::at, LinkedHashMap::new, Collectors.mapping(ReferenceTest::place, Collectors.toList())));
        return places.size() == 1
                ? word(places.keySet().iterator().next())
                : places.entrySet().stream()
                        .map(entry -> word(entry.getKey()) + " in " + String.join(", ", entry.getValue()))
                        .collect(Collectors.joining("; "));
    }

    private static String word(Who who) {
        return switch (who) {
            case EVERYBODY -> "everybody";
            case MANAGERS -> "its managers";
            case EDITORS -> "editors";
            case ADMINS -> "admins";
            case OWNERS -> "owners";
            case NOBODY -> "nobody";
        };
    }

    private static String place(Where where) {
        return switch (where) {
            case TELEGRAM_PRIVATE -> "private chats";
            case TELEGRAM_GROUP -> "groups";
            case TELEGRAM_CHANNEL -> "channels";
            case DISCORD_DIRECT -> "direct messages";
            case DISCORD_SERVER -> "servers";
        };
    }

    /// Compares the first table below a heading.
    private static void assertTable(String heading, List<String> expected) throws IOException {
        List<String> lines = Files.readAllLines(README);
        assertThat(lines).contains(heading);
        int from = lines.indexOf(heading);
        while (!lines.get(from).startsWith("|")) {
            from++;
        }
        int to = from;
        while (lines.get(to).startsWith("|")) {
            to++;
        }
        List<String> found = List.copyOf(lines.subList(from, to));
        if (Boolean.getBoolean("golden.write") && !found.equals(expected)) {
            lines.subList(from, to).clear();
            lines.addAll(from, expected);
            Files.write(README, lines);
        }
        assertThat(String.join("\n", found)).as(heading).isEqualTo(String.join("\n", expected));
    }
}
