package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.discord.DiscordErrorCodes;
import digestbot.telegram.TelegramErrorPatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The page of all outcomes says what the code says. `-Dgolden.write=true` rewrites it, and the run still fails where
/// it differed.
class OutcomeTableTest {

    private static final Path PAGE = Path.of("docs/outcomes.md");

    @Test
    void thePageHasEveryOutcomeWithItsPolicy() throws IOException {
        String expected = page();
        String found = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        if (Boolean.getBoolean("golden.write") && !found.equals(expected)) {
            Files.writeString(PAGE, expected);
        }
        assertThat(found).isEqualTo(expected);
    }

    /// Except for what no platform says.
    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNRENDERABLE", "POISON", "GAVE_UP"})
    void everyOutcomeIsOneThatSomePlatformTells(Outcome outcome) {
        assertThat(List.of(TelegramErrorPatterns.of(outcome), DiscordErrorCodes.of(outcome)))
                .anyMatch(signs -> !signs.isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void everyPolicyIsTheOneOfSomeOutcome(Policy policy) {
        assertThat(Outcome.values()).extracting(Outcome::policy).contains(policy);
    }

    private static String page() {
        var text = new StringBuilder("""
                # What can come of a message, and what is done about it

                The names are those that `digestbot deliveries` shows and that `--retry` takes for what has failed.
                `OutcomeTableTest` holds this page to the code (`Outcome`, `Policy`, `TelegramSigns`, `DiscordSigns`).

                | name | what happened | Telegram says | Discord says | policy |
                |---|---|---|---|---|
                """);
        for (Outcome outcome : Outcome.values()) {
            text.append("| `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            outcome.id(),
                            outcome.sentence(),
                            cell(TelegramErrorPatterns.of(outcome)),
                            cell(DiscordErrorCodes.of(outcome)),
                            outcome.policy().id()));
        }
        text.append("\n| policy | what is done |\n|---|---|\n");
        Arrays.stream(Policy.values())
                .forEach(policy -> text.append("| %s | %s |\n".formatted(policy.id(), policy.sentence())));
        return text.toString();
    }

    private static String cell(List<String> signs) {
        return signs.isEmpty() ? "–" : String.join("; ", signs);
    }
}
