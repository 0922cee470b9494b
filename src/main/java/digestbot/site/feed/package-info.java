/// The feeds of the web edition: Atom and JSON Feed, by topic, perspective and language.
@NullMarked
package digestbot.site.feed;

import org.jspecify.annotations.NullMarked;
