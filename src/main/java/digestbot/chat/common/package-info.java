/// What the handlers of commands have in common: the context of a request, replies, days, topics,
/// permissions.
@NullMarked
package digestbot.chat.common;

import org.jspecify.annotations.NullMarked;
