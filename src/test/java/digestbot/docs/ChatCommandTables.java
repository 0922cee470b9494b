package digestbot.docs;

import digestbot.audience.Platform;
import digestbot.chat.api.CommandSpec;
import digestbot.chat.common.Permissions;
import digestbot.chat.common.Permissions.Rule;
import digestbot.chat.common.Permissions.Where;
import digestbot.chat.common.Permissions.Who;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The commands that people give in a chat, by who may give them.
final class ChatCommandTables {

    private ChatCommandTables() {}

    static List<String> forReaders() {
        return table(rule -> rule.who().stream().allMatch(Who.EVERYBODY::equals));
    }

    static List<String> forChatAdmins() {
        return table(rule -> rule.who().contains(Who.MANAGERS));
    }

    private static List<String> table(Predicate<Rule> group) {
        List<String> rows = new ArrayList<>(List.of("| command | what it does |", "|---|---|"));
        of(group).forEach(command -> rows.add("| %s | %s |".formatted(name(command), does(command))));
        return rows;
    }

    static List<String> forOperators() {
        List<String> rows = new ArrayList<>(List.of("| command | what it does | who may use it |", "|---|---|---|"));
        of(rule -> Permissions.isStaffs(rule.act()))
                .forEach(command -> rows.add("| %s | %s | %s |".formatted(name(command), does(command), who(command))));
        return rows;
    }

    private static List<CommandSpec> of(Predicate<Rule> group) {
        return CommandSpec.all().stream()
                .filter(command -> group.test(rule(command)))
                .toList();
    }

    private static Rule rule(CommandSpec command) {
        return Permissions.TABLE.stream()
                .filter(each -> each.act() == command.permission())
                .findFirst()
                .orElseThrow();
    }

    private static String name(CommandSpec command) {
        return "`/%s`".formatted(command.id());
    }

    private static String does(CommandSpec command) {
        boolean everywhere = CommandSpec.on(Platform.DISCORD).contains(command);
        return Texts.of("en").say(command.does()) + (everywhere ? "" : " (Telegram only)");
    }

    /// Such as “owners, in private chats and direct messages”.
    private static String who(CommandSpec command) {
        Map<Who, List<String>> places = Arrays.stream(Where.values())
                .filter(where -> rule(command).at(where) != Who.NOBODY)
                .collect(Collectors.groupingBy(
                        rule(command)::at,
                        LinkedHashMap::new,
                        Collectors.mapping(ChatCommandTables::place, Collectors.toList())));
        return places.entrySet().stream()
                .map(entry -> "%s, in %s".formatted(word(entry.getKey()), String.join(", ", entry.getValue())))
                .collect(Collectors.joining("; "));
    }

    private static String word(Who who) {
        return switch (who) {
            case EVERYBODY -> "everyone";
            case MANAGERS -> "chat admins";
            case EDITORS -> "editors, admins and owners";
            case ADMINS -> "admins and owners";
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
}
