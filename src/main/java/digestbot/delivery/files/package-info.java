/// Files that are sent with messages: exports and pictures.
@NullMarked
package digestbot.delivery.files;

import org.jspecify.annotations.NullMarked;
