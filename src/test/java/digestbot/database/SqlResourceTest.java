package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SqlResourceTest {

    @Test
    void aStatementComesWithoutItsComments() {
        assertThat(SqlResource.load("due-deliveries"))
                .startsWith("SELECT d.number")
                .doesNotContain("--");
    }

    @Test
    void aMissingStatementIsNamed() {
        assertThatThrownBy(() -> SqlResource.load("no-such"))
                .hasMessageContaining("there is no statement /sql/no-such.sql");
    }

    @Test
    void eachStatementBeginsWithACommentThatSaysWhatItIsFor() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/sql"))) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).startsWith("-- "));
        }
    }

    @Test
    void noStatementInCodeIsLongerThanAPage() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .allSatisfy(file -> assertThat(longest(Files.readString(file)))
                            .as(file.toString())
                            .isLessThanOrEqualTo(25));
        }
    }

    /// The lines of the longest text block that holds a statement.
    private static long longest(String code) {
        String[] blocks = code.split("\"\"\"", -1);
        long longest = 0;
        for (int i = 1; i < blocks.length; i += 2) {
            if (blocks[i].matches("(?s).*\\b(SELECT|INSERT|UPDATE|DELETE)\\b.*\\b(FROM|INTO|SET)\\b.*")) {
                longest = Math.max(longest, blocks[i].lines().count());
            }
        }
        return longest;
    }
}
