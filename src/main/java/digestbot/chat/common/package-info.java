/// Code shared by all command handlers: the context of a request, replies, days, topics,
/// permissions.
@NullMarked
package digestbot.chat.common;

import org.jspecify.annotations.NullMarked;
