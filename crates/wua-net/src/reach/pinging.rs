//! The one thread that reminds servers of what is still wanted, as long as anything is.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use super::computer::{Shared, lock};

/// How long the thread stays when there is nothing to do.
const REST: Duration = Duration::from_secs(10);

#[derive(Default)]
struct Pinging {
    computers: Mutex<Computers>,
    changed: Condvar,
}

#[derive(Default)]
struct Computers {
    due: Vec<(Instant, Weak<Shared>)>,
    is_running: bool,
}

fn pinging() -> &'static Pinging {
    static PINGING: OnceLock<Pinging> = OnceLock::new();
    PINGING.get_or_init(Pinging::default)
}

/// From now on this computer is reminded.
pub(super) fn remember(computer: &Arc<Shared>) {
    let pinging = pinging();
    let mut computers = lock(&pinging.computers);
    let first = Instant::now() + computer.terms.ping;
    computers.due.push((first, Arc::downgrade(computer)));
    if !computers.is_running {
        // Without the thread, objects are forgotten after some minutes; short work needs none.
        computers.is_running = thread::Builder::new()
            .name("pings".to_owned())
            .spawn(|| run(pinging))
            .is_ok();
    }
    pinging.changed.notify_one();
}

fn run(pinging: &Pinging) {
    let mut computers = lock(&pinging.computers);
    loop {
        computers.due.retain(|(_, computer)| computer.strong_count() > 0);
        let now = Instant::now();
        let next = computers.due.iter().map(|(due, _)| *due).min();
        match next {
            Some(next) if next <= now => computers = ping(pinging, computers, now),
            Some(next) => computers = wait(pinging, computers, next - now),
            None => {
                computers = wait(pinging, computers, REST);
                if computers.due.is_empty() {
                    computers.is_running = false;
                    return;
                }
            }
        }
    }
}

fn wait<'a>(
    pinging: &Pinging,
    computers: MutexGuard<'a, Computers>,
    time: Duration,
) -> MutexGuard<'a, Computers> {
    let waited = pinging.changed.wait_timeout(computers, time);
    waited.unwrap_or_else(PoisonError::into_inner).0
}

/// Reminds those who are due, with nothing locked.
fn ping<'a>(
    pinging: &'a Pinging,
    mut computers: MutexGuard<'a, Computers>,
    now: Instant,
) -> MutexGuard<'a, Computers> {
    let mut wanted = Vec::new();
    for (due, computer) in &mut computers.due {
        if *due <= now
            && let Some(computer) = computer.upgrade()
        {
            *due = now + computer.terms.ping;
            wanted.push(computer);
        }
    }
    drop(computers);
    for computer in wanted {
        // Whoever cannot be reached now is tried again, twice before objects are lost; then calls say so.
        while matches!(computer.ping(), Ok(true)) {}
    }
    lock(&pinging.computers)
}
