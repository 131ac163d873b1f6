package parable.chat;

/// @param promptTokens  tokens shown
/// @param writtenTokens tokens sampled, the stop token included
public record Usage(int promptTokens, int writtenTokens) {}
