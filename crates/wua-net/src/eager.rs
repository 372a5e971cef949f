//! Waiting for what comes at once, without sleeping: waking up takes longer than many a call.

use std::io;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long somebody is awaited who has just been quick.
const MOMENT: Duration = Duration::from_micros(80);

/// After so many disappointments in a row, each doubles the number of times that nobody waits like this.
const MOST_DOUBLINGS: u32 = 10;

/// One in this process is enough: several would only take the processor from those who work.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// With a single processor, waiting keeps the other side from answering.
static IS_WORTH_IT: LazyLock<bool> =
    LazyLock::new(|| cfg!(unix) && thread::available_parallelism().is_ok_and(|count| count.get() > 1));

/// Whether the other side of a connection has been quick lately.
#[derive(Default)]
pub(crate) struct Eagerness {
    disappointments: u32,
    /// How many times nobody waits like this.
    rest: u32,
}

impl Eagerness {
    /// Looks again and again, for a moment, and lets others work in between. `None`: nothing has come, or waiting is
    /// not worth it.
    pub(crate) fn wait<T>(&mut self, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        if !*IS_WORTH_IT {
            return None;
        }
        if self.rest > 0 {
            self.rest -= 1;
            return None;
        }
        let _turn = Turn::take()?;
        let until = Instant::now() + MOMENT;
        loop {
            if let Some(found) = look() {
                self.disappointments = 0;
                return Some(found);
            }
            if Instant::now() >= until {
                self.disappointments = (self.disappointments + 1).min(MOST_DOUBLINGS);
                self.rest = (1 << self.disappointments) - 1;
                return None;
            }
            thread::yield_now();
        }
    }
}

/// The turn of the one who may wait.
struct Turn;

impl Turn {
    fn take() -> Option<Self> {
        let was_taken = TAKEN.swap(true, Ordering::Acquire);
        (!was_taken).then_some(Self)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        TAKEN.store(false, Ordering::Release);
    }
}

/// Takes what has arrived, whatever the socket does otherwise when there is nothing. `None`: nothing has.
#[cfg(unix)]
pub(crate) fn look(socket: impl std::os::fd::AsFd, piece: &mut [u8]) -> Option<io::Result<usize>> {
    use rustix::net::{RecvFlags, recv};

    match recv(socket, piece, RecvFlags::DONTWAIT) {
        Ok((count, _)) => Some(Ok(count)),
        Err(error) => {
            let error = io::Error::from(error);
            let is_pause = matches!(
                error.kind(),
                io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted
            );
            (!is_pause).then_some(Err(error))
        }
    }
}

/// Never called: see [`IS_WORTH_IT`].
#[cfg(not(unix))]
pub(crate) fn look<S>(_: S, _: &mut [u8]) -> Option<io::Result<usize>> {
    None
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::{TcpListener, TcpStream};

    use super::*;

    fn pair() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let one = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        (one, listener.accept().unwrap().0)
    }

    #[test]
    fn looking_takes_what_is_there_and_never_waits() {
        let (mut one, other) = pair();
        let mut piece = [0; 8];
        assert!(look(&other, &mut piece).is_none());
        one.write_all(b"abc").unwrap();
        let found = loop {
            if let Some(found) = look(&other, &mut piece) {
                break found.unwrap();
            }
        };
        assert_eq!(&piece[..found], b"abc");
        drop(one);
        let end = loop {
            if let Some(found) = look(&other, &mut piece) {
                break found.unwrap();
            }
        };
        assert_eq!(end, 0, "the other side has ended");
    }

    #[test]
    fn who_disappoints_is_not_awaited_for_longer_and_longer() {
        let mut eagerness = Eagerness {
            disappointments: 3,
            rest: 15,
        };
        let mut looked = 0;
        for _ in 0..15 {
            eagerness.wait(|| {
                looked += 1;
                None::<()>
            });
        }
        assert_eq!((looked, eagerness.rest), (0, 0));
    }
}
