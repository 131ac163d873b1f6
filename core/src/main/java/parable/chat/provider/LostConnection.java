package parable.chat.provider;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/// Why no answer came through, in words of ours: the client's own texts name its classes and parts.
final class LostConnection {
    /// Causes lie in one another: a name without address below a refused connection, say.
    private static final int DEEPEST = 10;

    private LostConnection() {}

    static String told(Throwable cause) {
        List<Throwable> chain = Stream.iterate(cause, c -> c != null, Throwable::getCause)
                .limit(DEEPEST)
                .toList();
        if (has(chain, UnknownHostException.class) || has(chain, UnresolvedAddressException.class)) {
            return "no host of that name is known; check the address for a slip";
        }
        if (has(chain, HttpTimeoutException.class)) {
            return "no connection in time";
        }
        if (has(chain, SSLHandshakeException.class)) {
            return "its certificate is not one that this Java trusts, or it speaks no TLS that this Java speaks; a plain"
                    + " server wants http://, one with a certificate of your own wants it in Java's trust store";
        }
        if (has(chain, SSLException.class)) {
            return "it does not speak TLS there; a plain server wants http:// instead of https://";
        }
        if (has(chain, ConnectException.class)) {
            return "no server listens there";
        }
        return has(chain, IOException.class)
                ? "the connection was lost before the whole answer had come"
                : "the connection failed (%s)".formatted(cause.getClass().getSimpleName());
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> kind) {
        return chain.stream().anyMatch(kind::isInstance);
    }
}
