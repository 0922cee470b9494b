/// The public site: addresses and pages of the published digests
@NullMarked
package digestbot.site;

import org.jspecify.annotations.NullMarked;
