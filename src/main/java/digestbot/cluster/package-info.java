/// Nodes, the processes that share one database, and the seats that decide which of them does what.
@NullMarked
package digestbot.cluster;

import org.jspecify.annotations.NullMarked;
