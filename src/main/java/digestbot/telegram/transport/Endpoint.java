package digestbot.telegram.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// The address of a Bot API server, and the way there: directly, or through the proxy that the
/// system properties name.
final class Endpoint {

    private final boolean secure;

    /// Without the brackets of an IPv6 address.
    private final String host;

    private final int port;
    private final String authority;
    private final Proxy proxy;
    private final SSLSocketFactory tls;

    /// @param server scheme, host and port
    Endpoint(URI server, ProxySelector proxies, SSLSocketFactory tls) {
        this.tls = tls;
        secure = server.getScheme().toLowerCase(Locale.ROOT).equals("https");
        String name = server.getHost();
        host = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
        port = server.getPort() >= 0 ? server.getPort() : secure ? 443 : 80;
        authority = port == (secure ? 443 : 80) ? name : name + ":" + port;
        proxy = proxies.select(server).stream().findFirst().orElse(Proxy.NO_PROXY);
    }

    /// Host and port, as the header `Host` has them.
    String authority() {
        return authority;
    }

    /// What comes before a path in a request's first line. An HTTP proxy is told the whole address,
    /// unless it only carries the bytes of a TLS connection.
    String prefix() {
        return proxy.type() == Proxy.Type.HTTP && !secure ? "http://" + authority : "";
    }

    /// Connects.
    ///
    /// @param using is told each socket before it connects
    Socket connect(Consumer<Socket> using) throws IOException {
        Socket socket = connectAny(using);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private Socket connectAny(Consumer<Socket> using) throws IOException {
        IOException failure = new UnknownHostException(host);
        for (SocketAddress address : addresses()) {
            Socket socket = unconnected();
            try {
                using.accept(socket);
                socket.connect(address);
                return socket;
            } catch (IOException e) {
                failure = e;
                socket.close();
            }
        }
        throw failure;
    }

    private Socket unconnected() {
        return switch (proxy.type()) {
            case DIRECT -> new Socket();
            case SOCKS -> new Socket(proxy);
            case HTTP -> secure ? new Socket(proxy) : new Socket();
        };
    }

    private List<SocketAddress> addresses() throws UnknownHostException {
        return switch (proxy.type()) {
            case DIRECT -> resolved(host, port);
            case SOCKS -> List.of(InetSocketAddress.createUnresolved(host, port));
            case HTTP ->
                secure || !(proxy.address() instanceof InetSocketAddress there)
                        ? List.of(InetSocketAddress.createUnresolved(host, port))
                        : resolved(there.getHostString(), there.getPort());
        };
    }

    private static List<SocketAddress> resolved(String name, int at) throws UnknownHostException {
        List<SocketAddress> addresses = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(name)) {
            addresses.add(new InetSocketAddress(address, at));
        }
        return addresses;
    }

    boolean isSecure() {
        return secure;
    }

    /// Encrypts a connection. The server's certificate must be valid for its name.
    SSLSocket encrypt(Socket connected) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(connected, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
