//! The verdict against apt's own: whoever of the two answers, the answer is that of `apt-get -s dist-upgrade`.
//!
//! Each case says as well whether apt has to be asked for it. That is what makes the own verdict trustworthy: it answers
//! nowhere but where it was seen to agree.

mod archives;
mod chance;
mod dependencies;
mod preferences;
mod this_machine;
mod versions;
