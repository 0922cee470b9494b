/// Planning: the deliveries that a published, corrected or withdrawn digest causes.
@NullMarked
package digestbot.delivery.planning;

import org.jspecify.annotations.NullMarked;
