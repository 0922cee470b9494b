package digestbot.docs;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.discord.DiscordErrorCodes;
import digestbot.telegram.TelegramErrorPatterns;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

final class OutcomeTables {

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
                        cell(TelegramErrorPatterns.describe(outcome)),
                        cell(DiscordErrorCodes.describe(outcome)),
                        outcome.policy().id());
    }

    static List<String> policies() {
        return Stream.concat(
                        Stream.of("| policy | what the bot does |", "|---|---|"),
                        Arrays.stream(Policy.values())
                                .map(policy -> "| %s | %s |".formatted(policy.id(), policy.sentence())))
                .toList();
    }

    private static String cell(List<String> signs) {
        return signs.isEmpty() ? "–" : String.join("; ", signs);
    }
}
