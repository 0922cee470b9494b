/// The numbers that the console and `/metrics` show.
@NullMarked
package digestbot.console.statistics;

import org.jspecify.annotations.NullMarked;
