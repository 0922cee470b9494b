package digestbot.cli.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import digestbot.api.push.PushSecret;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.audit.AuditSubject;
import digestbot.cli.CommandLineResult;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class TokenCommandTest {

    @TempDir
    Path folder;

    private Path file;
    private Path config;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("bot.sqlite");
        config = Files.writeString(folder.resolve("digestbot.yaml"), "database: " + TestDatabase.location(file));
        TestDatabase.open(file).close();
    }

    @Test
    void printsATokenOnceAndStoresItsHash() {
        CommandLineResult ran = token("add", "pipeline", "--topics", "Trade, energy");
        assertThat(ran.code()).isZero();
        assertThat(PushSecret.of(ran.out().strip())).isPresent();
        assertThat(ran.err()).isEqualTo("""
            Store this token now; it cannot be shown again.
            Nothing can be pushed yet: set site.port, then restart the bot.
            """);
        CommandLineResult listed = token("list");
        assertThat(listed.out())
                .containsPattern("(?m)^Name +Topics +Added +Last used$")
                .containsPattern("(?m)^pipeline +energy,trade +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d +never$")
                .doesNotContain("dbt_");
    }

    @Test
    void aNameIsGivenOnceUntilItIsRemovedAsTheAuditLogKnows() {
        assertThat(token("add", "pipeline").code()).isZero();
        CommandLineResult again = token("add", "pipeline");
        assertThat(again.code()).isOne();
        assertThat(again.out()).isEmpty();
        assertThat(again.err()).contains("There is a token pipeline already.");
        assertThat(token("remove", "pipeline"))
                .isEqualTo(new CommandLineResult(0, "Removed the token pipeline.\n", ""));
        assertThat(token("remove", "pipeline").code()).isOne();
        assertThat(token("list").out()).startsWith("No tokens yet.");
        try (Database database = TestDatabase.open(file)) {
            List<AuditEntry> entries = database.read(tx -> new AuditStore().page(tx, 10, 0));
            assertThat(entries)
                    .extracting(AuditEntry::by, AuditEntry::action, AuditEntry::subject)
                    .containsExactly(
                            tuple(
                                    new Actor.CommandLineUser(),
                                    AuditAction.TOKEN_REMOVED,
                                    new AuditSubject.TokenSubject("pipeline")),
                            tuple(
                                    new Actor.CommandLineUser(),
                                    AuditAction.TOKEN_ADDED,
                                    new AuditSubject.TokenSubject("pipeline")));
        }
        assertThat(token("add", "pipeline").code()).isZero();
    }

    @Test
    void aNameHasNoOtherCharacters() {
        for (String name : List.of("a b", "", "-x", "a\nb", "ü", "x".repeat(65))) {
            assertThat(token("add", "--", name).code()).as(name).isEqualTo(2);
        }
        assertThat(token("add", "x", "--topics", "a b").code()).isEqualTo(2);
        assertThat(token().code()).isEqualTo(2);
    }

    private CommandLineResult token(String... arguments) {
        List<Object> words = new ArrayList<>(List.of("token"));
        if (arguments.length > 0) {
            words.add(arguments[0]);
            words.addAll(List.of("--config", config));
            words.addAll(Arrays.asList(arguments).subList(1, arguments.length));
        }
        return CommandLineResult.of(words.toArray());
    }
}
