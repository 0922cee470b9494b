package digestbot.database;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;

final class JdbiSetup {

    /// One for the writer and the readers: each keeps the statements that it has parsed.
    private static final SqlParser PARSER = new ColonPrefixSqlParser();

    private JdbiSetup() {}

    static Jdbi create(DataSource source) {
        Jdbi jdbi = Jdbi.create(source);
        jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
        return jdbi;
    }
}
