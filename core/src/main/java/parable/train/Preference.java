package parable.train;

/// Two continuations of one prompt, one of them preferred; token ids, the end token among them.
public record Preference(int[] prompt, int[] chosen, int[] rejected) {}
