/// The static site: all pages and feeds as files for any host
@NullMarked
package digestbot.site.build;

import org.jspecify.annotations.NullMarked;
