/// What this machine has and lacks.
///
/// Read first: [parable.cli.doctor.DoctorCommand], [parable.cli.doctor.Checkup].
@NullMarked
package parable.cli.doctor;

import org.jspecify.annotations.NullMarked;
