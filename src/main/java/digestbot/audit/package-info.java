/// What those who run the bot did: a row for each act, written together with it.
@NullMarked
package digestbot.audit;

import org.jspecify.annotations.NullMarked;
