/// Threads and posts of Discord: threads for discussion below digests, and the tags of forum posts
@NullMarked
package digestbot.discord.thread;

import org.jspecify.annotations.NullMarked;
