/// WebSub: a hub is told when feeds have changed
@NullMarked
package digestbot.site.hub;

import org.jspecify.annotations.NullMarked;
