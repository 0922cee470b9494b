/// Notices to operators, such as invalid files and digests that are held for review.
@NullMarked
package digestbot.notice;

import org.jspecify.annotations.NullMarked;
