package parable.view.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import parable.ground.Check;

/// Words that lead elsewhere on the page.
///
/// @param address of a place, from its `#` on
public record Link(String text, String address) {
    public static final String TRANSCRIPTS = "transcripts";

    public Link {
        Check.that(address.startsWith("#"), "a link of a page leads to a place on it, after #, but to \"%s\"", address);
    }

    /// To the transcripts whose `key` is `value`; `id` shows one among all.
    public static Link toTranscripts(String text, String key, String value) {
        return new Link(
                text, "#%s?%s=%s".formatted(TRANSCRIPTS, key, URLEncoder.encode(value, StandardCharsets.UTF_8)));
    }
}
