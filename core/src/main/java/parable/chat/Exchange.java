package parable.chat;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// One request and its response byte for byte as sent, so that our parsing can be checked.
/// It holds no request headers: keys travel there and nowhere else.
///
/// @param request  body as sent
/// @param response body as received, with the key blotted out should a server have echoed it
/// @param status   HTTP status; 0 for models that are not behind HTTP
/// @param headers  the response's harmless headers: limits, request id, content type
/// @param attempt  1 for a first try, 2 for the first retry …
public record Exchange(Raw request, Raw response, int status, Map<String, String> headers, int attempt) {
    public Exchange {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /// An exchange with a model in this process.
    public static Exchange local(String request, String response) {
        return new Exchange(Raw.of(request), Raw.of(response), 0, Map.of(), 1);
    }

    public Exchange withRequest(Raw bytes) {
        return new Exchange(bytes, response, status, headers, attempt);
    }

    public Exchange withAttempt(int number) {
        return new Exchange(request, response, status, headers, number);
    }
}
