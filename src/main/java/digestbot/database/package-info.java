/// Opens and migrates the SQLite file and runs read and write transactions; knows no feature.
@NullMarked
package digestbot.database;

import org.jspecify.annotations.NullMarked;
