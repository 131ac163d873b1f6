package parable.audit.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parable.audit.chat.ChatFailure;
import parable.audit.chat.ChatFailure.Kind;
import parable.audit.chat.Exchange;
import parable.ground.Visible;
import tools.jackson.databind.JsonNode;

/// What an error status means for whoever wants to ask again.
final class HttpFault {
    /// Longest part of a server's message that is repeated.
    private static final int SHOWN = 300;

    private HttpFault() {}

    /// @param body the error as JSON; missing where it was none
    static ChatFailure of(int status, JsonNode body, Exchange exchange) {
        JsonNode error = body.path("error");
        String said = error.isString() ? error.stringValue() : Fields.text(error, "message");
        String shown = said.isEmpty() ? exchange.response().text() : said;
        return new ChatFailure(
                kind(status, error),
                "status %d: %s".formatted(status, Visible.line(cut(shown))),
                retryAfter(exchange).orElse(null),
                exchange);
    }

    private static Kind kind(int status, JsonNode error) {
        return switch (status) {
            case 401, 402, 403, 404 -> Kind.UNUSABLE;
            case 429 -> Fields.text(error, "code").equals("insufficient_quota") ? Kind.UNUSABLE : Kind.RATE_LIMITED;
            case 408, 409, 425 -> Kind.TRANSIENT;
            default -> status >= 500 || status == 0 ? Kind.TRANSIENT : status < 400 ? Kind.UNUSABLE : Kind.PERMANENT;
        };
    }

    /// `retry-after-ms`, or `retry-after` in seconds or as a date
    /// ([RFC 9110, 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)).
    private static Optional<Duration> retryAfter(Exchange exchange) {
        @Nullable String millis = exchange.headers().get("retry-after-ms");
        @Nullable String after = exchange.headers().get("retry-after");
        try {
            if (millis != null) {
                return Optional.of(Duration.ofNanos((long) (1e6 * Double.parseDouble(millis.strip()))));
            }
            return after == null ? Optional.empty() : Optional.of(pause(after.strip()));
        } catch (NumberFormatException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Duration pause(String after) {
        if (after.matches("[0-9.]+")) {
            return Duration.ofMillis((long) (1000 * Double.parseDouble(after)));
        }
        Instant then =
                ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration left = Duration.between(Instant.now(), then);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
