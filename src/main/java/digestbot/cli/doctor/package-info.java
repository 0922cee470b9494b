/// `digestbot doctor`: checks of an installation, each with a fix.
@NullMarked
package digestbot.cli.doctor;

import org.jspecify.annotations.NullMarked;
