//! Converts sixteen bytes of a row into an id type of `domain`.

use domain::base::id;

pub struct Id16(pub [u8; 16]);

macro_rules! from_row {
    ($($name:ident),* $(,)?) => {$(
        impl From<Id16> for id::$name {
            fn from(bytes: Id16) -> Self { Self::from_bytes(bytes.0) }
        }
    )*};
}

from_row!(
    ProgramId,
    ParticipantId,
    StaffId,
    DeviceId,
    ObjectId,
    RevisionId,
    StreamId,
    OpId,
    KeyId,
    WrapperId,
    ShareVersion,
    ReplyId,
    EpochId,
    FeedVersion,
    OccurrenceId,
    SeriesId,
    SessionId
);

impl From<Id16> for [u8; 16] {
    fn from(bytes: Id16) -> Self {
        bytes.0
    }
}
