/// The feeds of the public site: Atom and JSON Feed, by topic, perspective and language
@NullMarked
package digestbot.site.feed;

import org.jspecify.annotations.NullMarked;
