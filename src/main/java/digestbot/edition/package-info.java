/// Digest × view × preferences become an edition, as platform-neutral content; pure functions.
@NullMarked
package digestbot.edition;

import org.jspecify.annotations.NullMarked;
