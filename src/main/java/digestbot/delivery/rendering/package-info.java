/// Content of deliveries that is made again from what is stored: revisions, combined digests, answers.
@NullMarked
package digestbot.delivery.rendering;

import org.jspecify.annotations.NullMarked;
