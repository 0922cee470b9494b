/// The MCP server: tools with which an assistant reads published digests
@NullMarked
package digestbot.api.mcp;

import org.jspecify.annotations.NullMarked;
