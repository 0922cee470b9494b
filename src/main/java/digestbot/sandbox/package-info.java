/// Simulators of the platforms on loopback, for `digestbot try` and for tests: what they have in common.
@NullMarked
package digestbot.sandbox;

import org.jspecify.annotations.NullMarked;
