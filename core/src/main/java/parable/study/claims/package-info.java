/// Pre-registered claims about arms, their tests and verdicts, and the sanity checks of every seed.
///
/// What further experiments claim is tested with the same tools in their own packages.
/// Read first: [parable.study.claims.Claims], [parable.study.claims.Finding].
@NullMarked
package parable.study.claims;

import org.jspecify.annotations.NullMarked;
