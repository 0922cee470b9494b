/// `digestbot stats`: numbers of subscribers and deliveries.
@NullMarked
package digestbot.cli.stats;

import org.jspecify.annotations.NullMarked;
