/// The database, a SQLite file or a database of a PostgreSQL server: opening, migrating,
/// transactions, backups and restoring. Does not depend on any
/// feature.
@NullMarked
package digestbot.database;

import org.jspecify.annotations.NullMarked;
