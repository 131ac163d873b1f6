package parable.chat.provider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

/// What an official client sent to a stub and accepted from it; `official_clients.py` makes the files again.
///
/// @param client name and version
record RecordedExchanges(String client, List<Recorded> exchanges) {

    /// @param attempts how often the client asked until it had this answer
    /// @param read     what the client read out of it
    record Recorded(
            String name,
            String path,
            Map<String, String> headers,
            int attempts,
            JsonNode request,
            int status,
            JsonNode response,
            JsonNode read) {
        boolean isError() {
            return status != 200;
        }

        /// The stop reason that the client read, or the name of its error.
        String stop() {
            return read.path(isError() ? "error" : "stop").asString();
        }

        /// The exchange whose answer is part of this one's request, by its name.
        Optional<String> before() {
            return name.startsWith("after ") ? Optional.of(name.substring("after ".length())) : Optional.empty();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static RecordedExchanges of(String provider) {
        String path = "/parable/chat/provider/" + provider + ".json";
        try (InputStream in = Objects.requireNonNull(RecordedExchanges.class.getResourceAsStream(path), path)) {
            return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), RecordedExchanges.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Recorded named(String name) {
        return exchanges.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
    }
}
