package parable.audit.run;

/// What happens where a run of other terms lies in a folder that is to be played in.
public enum OtherTerms {
    REFUSE,
    /// More samples of the same terms join those that were played, and a stop rule may be left out.
    EXTEND,
    /// The former run is moved aside.
    REPLACE
}
