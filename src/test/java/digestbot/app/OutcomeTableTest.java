package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.discord.DiscordErrorCodes;
import digestbot.telegram.TelegramErrorPatterns;
import digestbot.webhook.WebhookOutcomes;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The table of outcomes and policies has no entry that cannot occur.
class OutcomeTableTest {

    /// Leaves out those that no platform reports.
    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNRENDERABLE", "POISON", "EXPIRED"})
    void everyOutcomeIsOneThatSomePlatformTells(Outcome outcome) {
        assertThat(List.of(
                        TelegramErrorPatterns.describe(outcome),
                        DiscordErrorCodes.describe(outcome),
                        WebhookOutcomes.describe(outcome)))
                .anyMatch(signs -> !signs.isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void everyPolicyIsTheOneOfSomeOutcome(Policy policy) {
        assertThat(Outcome.values()).extracting(Outcome::policy).contains(policy);
    }
}
