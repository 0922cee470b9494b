/// Reports about digests for programs, as JSON
@NullMarked
package digestbot.digest.report;

import org.jspecify.annotations.NullMarked;
