package digestbot.docs;

import static java.util.Map.entry;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.discord.DiscordErrors;
import digestbot.telegram.TelegramErrors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

final class OutcomeTables {

    /// The signs besides the words and codes of the platforms.
    private static final Map<Outcome, List<String>> ON_TELEGRAM = Map.ofEntries(
            entry(Outcome.MIGRATED, List.of("migrate_to_chat_id")),
            entry(Outcome.CHAT_LIMIT, List.of("429")),
            entry(Outcome.OVERALL_LIMIT, List.of("429 of three chats at a time")),
            entry(Outcome.TOKEN_REFUSED, List.of("401", "404")),
            entry(Outcome.SERVER_ERROR, List.of("5xx in JSON")),
            entry(Outcome.MALFORMED_RESPONSE, List.of("no JSON")),
            entry(Outcome.SERVER_DOWN, List.of("no address", "no connection", "no handshake")),
            entry(Outcome.NOT_WRITTEN, List.of("time-out while connecting")),
            entry(Outcome.UNANSWERED, List.of("time-out or broken connection after the first byte")),
            entry(Outcome.REFUSED, List.of("every other 4xx")),
            entry(Outcome.NO_RIGHTS, List.of("every other 403")));

    private static final Map<Outcome, List<String>> ON_DISCORD = Map.ofEntries(
            entry(Outcome.THREAD_DELETED, List.of("10003 of a thread")),
            entry(Outcome.NO_RIGHTS, List.of("every other 403")),
            entry(Outcome.CHAT_LIMIT, List.of("429")),
            entry(Outcome.EDIT_LIMIT, List.of("30046")),
            entry(Outcome.OVERALL_LIMIT, List.of("429 with “global”, or not from Discord itself")),
            entry(Outcome.TOKEN_REFUSED, List.of("401")),
            entry(Outcome.SERVER_ERROR, List.of("503", "5xx in JSON")),
            entry(Outcome.MALFORMED_RESPONSE, List.of("5xx or success without JSON")),
            entry(Outcome.SERVER_DOWN, List.of("no address", "no connection", "no handshake", "no session yet")),
            entry(Outcome.NOT_WRITTEN, List.of("time-out while connecting")),
            entry(Outcome.UNANSWERED, List.of("408", "time-out or broken connection after the first byte")),
            entry(Outcome.BLOCKED_BY_PROXY, List.of("403 without JSON")),
            entry(Outcome.REFUSED, List.of("every other 4xx")));

    private OutcomeTables() {}

    static List<String> outcomes() {
        return Stream.concat(
                        Stream.of(
                                "| name | what happened | Telegram says | Discord says | policy |",
                                "|---|---|---|---|---|"),
                        Arrays.stream(Outcome.values()).map(OutcomeTables::row))
                .toList();
    }

    private static String row(Outcome outcome) {
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        outcome.id(),
                        outcome.sentence(),
                        cell(telegram(outcome)),
                        cell(discord(outcome)),
                        outcome.policy().id());
    }

    static List<String> policies() {
        return Stream.concat(
                        Stream.of("| policy | what the bot does |", "|---|---|"),
                        Arrays.stream(Policy.values())
                                .map(policy -> "| %s | %s |".formatted(policy.id(), policy.sentence())))
                .toList();
    }

    static List<String> telegram(Outcome outcome) {
        Stream<String> words = TelegramErrors.PATTERNS.stream()
                .filter(pattern -> pattern.outcome() == outcome)
                .map(pattern -> "“" + pattern.text() + "”");
        return Stream.concat(words, ON_TELEGRAM.getOrDefault(outcome, List.of()).stream())
                .toList();
    }

    static List<String> discord(Outcome outcome) {
        Stream<String> codes = DiscordErrors.OUTCOMES.entrySet().stream()
                .filter(code -> code.getValue() == outcome)
                .map(Map.Entry::getKey)
                .sorted()
                .map(Object::toString);
        return Stream.concat(codes, ON_DISCORD.getOrDefault(outcome, List.of()).stream())
                .toList();
    }

    private static String cell(List<String> signs) {
        return signs.isEmpty() ? "–" : String.join("; ", signs);
    }
}
