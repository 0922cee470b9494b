package digestbot.chat;

import digestbot.Golden;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// Each test of the class has a [ConversationFixture#ofTwoTopics] of its own in the field
/// `conversation`.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InConversation.Opening.class)
public @interface InConversation {

    boolean empty() default false;

    /// Opens the conversation before the test's own preparations, and closes it after the test.
    final class Opening
            implements BeforeEachCallback, BeforeTestExecutionCallback, AfterTestExecutionCallback, AfterEachCallback {

        private static final Namespace NAMESPACE = Namespace.create(InConversation.class);

        private record Opened(ConversationFixture conversation, Path folder) {}

        @Override
        public void beforeEach(ExtensionContext context) throws ReflectiveOperationException, IOException {
            Path folder = Files.createTempDirectory("conversation");
            var opened = new Opened(
                    annotation(context).empty()
                            ? new ConversationFixture(folder)
                            : ConversationFixture.ofTwoTopics(folder),
                    folder);
            context.getStore(NAMESPACE).put(Opened.class, opened);
            Field field = Stream.of(context.getRequiredTestClass().getDeclaredFields())
                    .filter(each -> each.getType() == ConversationFixture.class)
                    .findFirst()
                    .orElseThrow();
            field.setAccessible(true);
            field.set(context.getRequiredTestInstance(), opened.conversation());
        }

        private static InConversation annotation(ExtensionContext context) {
            return context.getRequiredTestClass().getAnnotation(InConversation.class);
        }

        private static ConversationFixture conversation(ExtensionContext context) {
            return context.getStore(NAMESPACE).get(Opened.class, Opened.class).conversation();
        }

        @Override
        public void beforeTestExecution(ExtensionContext context) {
            conversation(context).takeTranscript();
        }

        @Override
        public void afterTestExecution(ExtensionContext context) {
            String transcript = conversation(context).takeTranscript();
            if (context.getRequiredTestMethod().isAnnotationPresent(GoldenTest.class)
                    && context.getExecutionException().isEmpty()) {
                Golden.assertGolden(
                        "chat/%s/%s.txt"
                                .formatted(
                                        context.getRequiredTestClass().getSimpleName(),
                                        context.getRequiredTestMethod().getName()),
                        transcript);
            }
        }

        @Override
        public void afterEach(ExtensionContext context) throws IOException {
            Opened opened = context.getStore(NAMESPACE).remove(Opened.class, Opened.class);
            opened.conversation().close();
            List<Path> files;
            try (Stream<Path> found = Files.walk(opened.folder())) {
                files = found.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
