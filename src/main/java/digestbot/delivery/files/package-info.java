/// Files that go with messages: exports and pictures.
@NullMarked
package digestbot.delivery.files;

import org.jspecify.annotations.NullMarked;
