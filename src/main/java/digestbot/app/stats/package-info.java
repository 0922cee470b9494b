/// `digestbot stats`: how many receive what, and what became of it.
@NullMarked
package digestbot.app.stats;

import org.jspecify.annotations.NullMarked;
