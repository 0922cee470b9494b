/// The tools that all handlers of commands share: the context of a request, replies, days, topics,
/// permissions.
@NullMarked
package digestbot.chat.common;

import org.jspecify.annotations.NullMarked;
