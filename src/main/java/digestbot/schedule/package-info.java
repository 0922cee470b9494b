/// The Quartz jobs; each runs one component. The only package that uses Quartz.
@NullMarked
package digestbot.schedule;

import org.jspecify.annotations.NullMarked;
