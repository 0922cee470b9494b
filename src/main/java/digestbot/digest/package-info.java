/// A digest with its topic, perspectives and sources, and the changes between its revisions.
@NullMarked
package digestbot.digest;

import org.jspecify.annotations.NullMarked;
