/// Content cut and packed into messages that fit a platform's limits.
@NullMarked
package digestbot.content.paging;

import org.jspecify.annotations.NullMarked;
