package digestbot.database;

import java.sql.Types;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/// Binds values for which PostgreSQL is stricter than SQLite.
final class PostgresArguments {

    private PostgresArguments() {}

    static void register(Jdbi jdbi) {
        jdbi.registerArgument(new TextArgumentFactory());
        jdbi.registerArgument(new FlagArgumentFactory());
    }

    /// Flags are stored as numbers, because SQLite has no type for them.
    private static final class FlagArgumentFactory extends AbstractArgumentFactory<Boolean> {

        FlagArgumentFactory() {
            super(Types.BIGINT);
        }

        @Override
        protected Argument build(Boolean value, ConfigRegistry config) {
            return (position, statement, _) -> statement.setLong(position, value ? 1 : 0);
        }
    }

    /// PostgreSQL rejects text that contains the character NUL, which any reader may send.
    private static final class TextArgumentFactory extends AbstractArgumentFactory<String> {

        TextArgumentFactory() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(String value, ConfigRegistry config) {
            return (position, statement, _) -> statement.setString(position, value.replace("\u0000", ""));
        }
    }
}
