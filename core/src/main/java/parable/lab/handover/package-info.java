/// Texts in the forms that other trainers read, with what the loss is to count.
///
/// Read first: [parable.lab.handover.Handover].
@NullMarked
package parable.lab.handover;

import org.jspecify.annotations.NullMarked;
