/// The composition root: the bot and what it consists of, put together by hand.
@NullMarked
package digestbot.app;

import org.jspecify.annotations.NullMarked;
