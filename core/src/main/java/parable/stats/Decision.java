package parable.stats;

/// What a test found. All three are equally good outcomes; the absence of one is never the presence of
/// another.
public enum Decision {
    SUPPORTED,
    REFUTED,
    INCONCLUSIVE
}
