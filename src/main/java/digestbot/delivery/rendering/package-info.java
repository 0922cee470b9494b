/// Content rendered again from stored data: revisions, combined digests, replies.
@NullMarked
package digestbot.delivery.rendering;

import org.jspecify.annotations.NullMarked;
