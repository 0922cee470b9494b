/// The Quartz jobs, each of which calls one feature. The only package that uses Quartz.
@NullMarked
package digestbot.schedule;

import org.jspecify.annotations.NullMarked;
