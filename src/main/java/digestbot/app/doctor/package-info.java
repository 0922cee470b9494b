/// `digestbot doctor`: everything that can be wrong with an installation, and what to do about it.
@NullMarked
package digestbot.app.doctor;

import org.jspecify.annotations.NullMarked;
