package digestbot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A test of denied permissions. Root is denied nothing, so such a test is skipped for root;
/// `.ci/run` runs all of them as a user without rights, and fails if it finds none or if one is
/// skipped there.
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Tag("unprivileged")
@ExtendWith(Unprivileged.Condition.class)
public @interface Unprivileged {

    /// Tests the file system rather than the user's name: any user can be given these rights.
    final class Condition implements ExecutionCondition {

        private static final boolean READS_EVERYTHING = readsEverything();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return READS_EVERYTHING
                    ? ConditionEvaluationResult.disabled("nothing is denied to this user")
                    : ConditionEvaluationResult.enabled("permissions hold for this user");
        }

        private static boolean readsEverything() {
            try {
                Path closed = Files.createTempFile("closed", null);
                try {
                    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
                    return Files.isReadable(closed);
                } finally {
                    Files.delete(closed);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
