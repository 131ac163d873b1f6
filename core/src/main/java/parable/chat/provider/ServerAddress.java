package parable.chat.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Where a server of models answers. An address is written into every file of a run, so it holds nothing that
/// must not be read there. Immutable.
///
/// @param uri begins with http:// or https://, names a host, holds no key, query or fragment; no slash at the end
record ServerAddress(URI uri) {
    /// An address that cannot be used.
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean secret;

        private Unusable(String fault, boolean secret) {
            super(fault);
            this.secret = secret;
        }

        /// Whether it may hold a secret, which no message may repeat.
        boolean isSecret() {
            return secret;
        }

        String fault() {
            return String.valueOf(getMessage());
        }
    }

    /// @throws Unusable saying why
    static ServerAddress of(String written) throws Unusable {
        try {
            URI uri = new URI(written.replaceFirst("/+$", ""));
            Optional<String> secret = secret(uri);
            if (secret.isPresent()) {
                throw new Unusable(secret.get(), true);
            }
            Optional<String> fault = fault(uri);
            if (fault.isPresent()) {
                throw new Unusable(fault.get(), false);
            }
            return new ServerAddress(uri);
        } catch (URISyntaxException e) {
            throw new Unusable(e.getReason(), written.contains("@") || written.contains("?"));
        }
    }

    private static Optional<String> secret(URI uri) {
        boolean named = uri.getRawUserInfo() == null
                && !String.valueOf(uri.getRawAuthority()).contains("@");
        return named && uri.getRawQuery() == null
                ? Optional.empty()
                : Optional.of("a key or other setting in it would be written into every file of the run");
    }

    private static Optional<String> fault(URI uri) {
        if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
            return Optional.of("it begins with neither http:// nor https://");
        }
        if (uri.getHost() == null) {
            return Optional.of("it names no host, or one that no address can name, as with an underscore");
        }
        return uri.getRawFragment() == null ? Optional.empty() : Optional.of("a # has no place in it");
    }
}
