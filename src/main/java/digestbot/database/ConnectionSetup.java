package digestbot.database;

import java.nio.file.Path;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

final class ConnectionSetup {

    static final int BUSY_TIMEOUT_MILLIS = 10_000;

    private ConnectionSetup() {}

    static SQLiteDataSource writing(Path file) {
        SQLiteConfig config = config(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // Overwrites deleted data, so that it cannot be read from the file.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "on");
        return source(file, config);
    }

    static SQLiteDataSource readOnly(Path file) {
        SQLiteConfig config = config(SQLiteConfig.TransactionMode.DEFERRED);
        config.setReadOnly(true);
        return source(file, config);
    }

    private static SQLiteConfig config(SQLiteConfig.TransactionMode mode) {
        var config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setTransactionMode(mode);
        // Nobody asks for generated keys, and the driver would search each statement's text for
        // them.
        config.setGetGeneratedKeys(false);
        return config;
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig config) {
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /// The writer and the readers share the parser, which keeps the statements that it has parsed.
    private static final SqlParser PARSER = new ColonPrefixSqlParser();

    /// Times are stored as milliseconds since 1970, and days as ISO dates.
    static Jdbi create(DataSource source) {
        Jdbi jdbi = Jdbi.create(source);
        jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
        jdbi.registerArgument(new AbstractArgumentFactory<Instant>(Types.BIGINT) {
            @Override
            protected Argument build(Instant moment, ConfigRegistry config) {
                return (position, statement, _) -> statement.setLong(position, moment.toEpochMilli());
            }
        });
        jdbi.registerArgument(new AbstractArgumentFactory<LocalDate>(Types.VARCHAR) {
            @Override
            protected Argument build(LocalDate day, ConfigRegistry config) {
                return (position, statement, _) -> statement.setString(position, day.toString());
            }
        });
        return jdbi;
    }
}
