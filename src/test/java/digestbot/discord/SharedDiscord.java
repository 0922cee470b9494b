package digestbot.discord;

import digestbot.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one bot that is logged in for all of them, because a login costs more than most
/// tests. Each test makes its own channels and people.
final class SharedDiscord implements ParameterResolver, BeforeEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedDiscord.class);

    private static DiscordFixture fixture(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Session.class, _ -> new Session(), Session.class)
                .fixture;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        fixture(context).answers.reset();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DiscordFixture.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return fixture(context);
    }

    private static final class Session implements AutoCloseable {

        private final Path folder = TestDatabase.newFolder();
        private final DiscordFixture fixture = new DiscordFixture(folder);

        @Override
        public void close() throws IOException {
            fixture.close();
            TestDatabase.delete(folder);
        }
    }
}
