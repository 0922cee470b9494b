/// The SQLite file: opening, migrating, transactions, backups and restoring. Knows no feature.
@NullMarked
package digestbot.database;

import org.jspecify.annotations.NullMarked;
