/// Votes of readers on whether a digest was balanced: one per person, counted without names.
@NullMarked
package digestbot.vote;

import org.jspecify.annotations.NullMarked;
