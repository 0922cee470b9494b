/// Copies an installation from one database system to the other.
@NullMarked
package digestbot.database.transfer;

import org.jspecify.annotations.NullMarked;
