/// Quartz jobs, each one line into a feature.
@NullMarked
package digestbot.schedule;

import org.jspecify.annotations.NullMarked;
