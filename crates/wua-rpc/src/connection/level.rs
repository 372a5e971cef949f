//! Authentication levels.

use crate::auth::Protection;

/// How well what is said is protected ([MS-RPCE] 2.2.1.1.8).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Level {
    /// Nobody signs in.
    #[default]
    None,
    /// Somebody signs in, and nothing is protected after that.
    Connect,
    /// Where connections are concerned, the same as the next one.
    Call,
    /// Every PDU is signed.
    Packet,
    /// Every PDU is signed, against changes.
    Integrity,
    /// Every PDU is signed and sealed.
    Privacy,
}

impl Level {
    const ALL: [(Self, u8); 6] = [
        (Self::None, 1),
        (Self::Connect, 2),
        (Self::Call, 3),
        (Self::Packet, 4),
        (Self::Integrity, 5),
        (Self::Privacy, 6),
    ];

    /// From the number on the wire; 0 is the default, which is connect.
    pub fn from_number(number: u8) -> Option<Self> {
        let number = if number == 0 { 2 } else { number };
        Self::ALL
            .iter()
            .find_map(|(level, known)| (*known == number).then_some(*level))
    }

    /// The number on the wire.
    pub fn number(self) -> u8 {
        Self::ALL
            .iter()
            .find_map(|(level, number)| (*level == self).then_some(*number))
            .unwrap_or_default()
    }

    /// What is done to each PDU. Below integrity peers sign as if it were integrity, but do not promise it.
    pub fn protection(self) -> Option<Protection> {
        match self {
            Self::None | Self::Connect => None,
            Self::Call | Self::Packet | Self::Integrity => Some(Protection::Integrity),
            Self::Privacy => Some(Protection::Privacy),
        }
    }
}
