/// Content that is stored once and delivered to many chats.
@NullMarked
package digestbot.delivery.fanout;

import org.jspecify.annotations.NullMarked;
