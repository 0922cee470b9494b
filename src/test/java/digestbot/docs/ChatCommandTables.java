package digestbot.docs;

import digestbot.chat.Permissions;
import digestbot.chat.Permissions.ChatContext;
import digestbot.chat.Permissions.Grantee;
import digestbot.chat.Permissions.PermissionRule;
import digestbot.content.action.ActionSpec;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

final class ChatCommandTables {

    private ChatCommandTables() {}

    static List<String> forReaders() {
        return table(rule -> rule.who().values().stream().allMatch(Grantee.EVERYBODY::equals));
    }

    static List<String> forChatAdmins() {
        return table(rule -> rule.who().containsValue(Grantee.CHAT_ADMINS));
    }

    private static List<String> table(Predicate<PermissionRule> group) {
        List<String> rows = new ArrayList<>(List.of("| command | what it does |", "|---|---|"));
        of(group).forEach(command -> rows.add("| %s | %s |".formatted(name(command), does(command))));
        return rows;
    }

    static List<String> forOperators() {
        List<String> rows = new ArrayList<>(List.of("| command | what it does | who may use it |", "|---|---|---|"));
        of(rule -> Permissions.isOperatorOnly(rule.permission()))
                .forEach(command -> rows.add("| %s | %s | %s |".formatted(name(command), does(command), who(command))));
        return rows;
    }

    private static List<ActionSpec> of(Predicate<PermissionRule> group) {
        return ActionSpec.commands().stream()
                .filter(command -> group.test(rule(command)))
                .toList();
    }

    private static PermissionRule rule(ActionSpec command) {
        return Permissions.TABLE.stream()
                .filter(each -> each.permission() == command.permission())
                .findFirst()
                .orElseThrow();
    }

    private static String name(ActionSpec command) {
        return "`/%s`".formatted(command.id());
    }

    private static String does(ActionSpec command) {
        return Texts.of("en").format(command.description());
    }

    /// Such as “owners, in private chats and direct messages”.
    private static String who(ActionSpec command) {
        Map<Grantee, List<String>> places = Arrays.stream(ChatContext.values())
                .filter(where -> rule(command).at(where) != Grantee.NOBODY)
                .collect(Collectors.groupingBy(
                        rule(command)::at,
                        LinkedHashMap::new,
                        Collectors.mapping(ChatCommandTables::place, Collectors.toList())));
        return places.entrySet().stream()
                .map(entry -> "%s, in %s".formatted(word(entry.getKey()), String.join(", ", entry.getValue())))
                .collect(Collectors.joining("; "));
    }

    private static String word(Grantee grantee) {
        return switch (grantee) {
            case EVERYBODY -> "everyone";
            case CHAT_ADMINS -> "chat admins";
            case EDITORS -> "editors, admins and owners";
            case ADMINS -> "admins and owners";
            case OWNERS -> "owners";
            case NOBODY -> "nobody";
        };
    }

    private static String place(ChatContext where) {
        return switch (where) {
            case TELEGRAM_PRIVATE -> "private chats";
            case TELEGRAM_GROUP -> "groups";
            case TELEGRAM_CHANNEL -> "channels";
            case DISCORD_DIRECT -> "direct messages";
            case DISCORD_SERVER -> "servers";
        };
    }
}
