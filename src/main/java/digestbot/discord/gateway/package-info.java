/// The part of Discord's gateway that a node uses: ranges of shards, and the order in which they start
@NullMarked
package digestbot.discord.gateway;

import org.jspecify.annotations.NullMarked;
