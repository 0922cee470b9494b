/// Every digest ever picked up: watching the folder, revisions, search.
@NullMarked
package digestbot.library;

import org.jspecify.annotations.NullMarked;
