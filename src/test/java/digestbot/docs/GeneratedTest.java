package digestbot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `-Dgolden.write=true` rewrites the generated parts of the documentation, and the run still fails
/// if they differed.
class GeneratedTest {

    @TempDir
    private Path folder;

    enum Block {
        CONFIGURATION("docs/configuration.md"),
        COMMAND_LINE("docs/cli.md"),
        COMMANDS_FOR_READERS("docs/readers.md"),
        COMMANDS_FOR_CHAT_ADMINS("docs/readers.md"),
        COMMANDS_FOR_OPERATORS("docs/review-and-roles.md"),
        METRICS("docs/monitoring.md"),
        OUTCOMES("docs/outcomes.md"),
        POLICIES("docs/outcomes.md");

        private final String page;

        Block(String page) {
            this.page = page;
        }

        private String title() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachBlockSaysWhatTheCodeSays(Block block) throws IOException {
        Page.of(block.page).assertGenerated(block.title(), generate(block));
    }

    private List<String> generate(Block block) throws IOException {
        return switch (block) {
            case CONFIGURATION -> ConfigurationTables.lines();
            case COMMAND_LINE -> CommandLineReference.lines();
            case COMMANDS_FOR_READERS -> ChatCommandTables.forReaders();
            case COMMANDS_FOR_CHAT_ADMINS -> ChatCommandTables.forChatAdmins();
            case COMMANDS_FOR_OPERATORS -> ChatCommandTables.forOperators();
            case METRICS -> MetricsTable.lines(folder);
            case OUTCOMES -> OutcomeTables.outcomes();
            case POLICIES -> OutcomeTables.policies();
        };
    }

    @Test
    void noPageHasABlockThatNothingGenerates() {
        assertThat(Page.all())
                .flatExtracting(Page::blocks)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Block.values()).map(Block::title).toList());
    }

    @Test
    void everyOutcomeIsOneThatSomePlatformTellsAndEveryPolicyIsThatOfSomeOutcome() {
        var ofTheBot = EnumSet.of(Outcome.UNRENDERABLE, Outcome.POISON, Outcome.EXPIRED, Outcome.FILE_NOT_MADE);
        assertThat(EnumSet.complementOf(ofTheBot))
                .allSatisfy(
                        outcome -> assertThat(List.of(OutcomeTables.telegram(outcome), OutcomeTables.discord(outcome)))
                                .anyMatch(signs -> !signs.isEmpty()));
        assertThat(Outcome.values()).extracting(Outcome::policy).contains(Policy.values());
    }
}
