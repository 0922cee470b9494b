/// `digestbot site`: the public site as files
@NullMarked
package digestbot.cli.site;

import org.jspecify.annotations.NullMarked;
