//! The one thread that knows when servers are to be reminded of what is still wanted, as long as anything is. Reminding is
//! the work of others: a server that hangs delays nobody's pings but its own.

use std::sync::atomic::{AtomicBool, Ordering};
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
    due: Vec<Due>,
    is_running: bool,
}

struct Due {
    at: Instant,
    computer: Weak<Shared>,
    is_pinged: Arc<AtomicBool>,
}

/// As long as there is one, no other ping of the same computer begins.
struct Ping {
    computer: Arc<Shared>,
    is_pinged: Arc<AtomicBool>,
}

impl Drop for Ping {
    fn drop(&mut self) {
        self.is_pinged.store(false, Ordering::Release);
    }
}

fn pinging() -> &'static Pinging {
    static PINGING: OnceLock<Pinging> = OnceLock::new();
    PINGING.get_or_init(Pinging::default)
}

/// From now on this computer is reminded.
pub(super) fn remember(computer: &Arc<Shared>) {
    let pinging = pinging();
    let mut computers = lock(&pinging.computers);
    computers.due.push(Due {
        at: Instant::now() + computer.terms.ping,
        computer: Arc::downgrade(computer),
        is_pinged: Arc::default(),
    });
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
        computers.due.retain(|due| due.computer.strong_count() > 0);
        let now = Instant::now();
        let next = computers.due.iter().map(|due| due.at).min();
        match next {
            Some(next) if next <= now => {
                let pings = begin(&mut computers, now);
                drop(computers);
                pings.into_iter().for_each(say);
                computers = lock(&pinging.computers);
            }
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

/// Those who are due, and whose last ping has ended.
fn begin(computers: &mut Computers, now: Instant) -> Vec<Ping> {
    let mut pings = Vec::new();
    for due in computers.due.iter_mut().filter(|due| due.at <= now) {
        let Some(computer) = due.computer.upgrade() else {
            continue;
        };
        due.at = now + computer.terms.ping;
        if !due.is_pinged.swap(true, Ordering::Acquire) {
            pings.push(Ping {
                computer,
                is_pinged: Arc::clone(&due.is_pinged),
            });
        }
    }
    pings
}

fn say(ping: Ping) {
    // Without a thread there is none this time.
    let _ = thread::Builder::new()
        .name("ping".to_owned())
        .spawn(move || ping.computer.ping());
}
