# Prints the expected bytes of TensorBoardWriterTest. Run with tensorboard 2.21.0, Python 3.11.
import io
from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter
out = io.BytesIO(); w = RecordWriter(out)
def put(**k): w.write(Event(wall_time=1700000000.25, **k).SerializeToString())
put(file_version="brain.Event:2")
put(step=301, session_log=SessionLog(status=SessionLog.START))
put(step=301, summary=Summary(value=[Summary.Value(tag="loss/train", simple_value=2.5), Summary.Value(tag="rate", simple_value=0.0)]))
put(summary=Summary(value=[Summary.Value(tag="é", simple_value=float("nan"))]))
print(out.getvalue().hex())
