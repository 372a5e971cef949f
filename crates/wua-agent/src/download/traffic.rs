//! What the downloads of a process share: bandwidth, and who goes first.

use std::num::NonZeroU64;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use wua_com::Error;
use wua_defs::enums::DownloadPriority;

use crate::ports::Abort;
use crate::sync::lock;

/// So long ahead of the limit bytes may come, lest small files wait for nothing.
const AHEAD: Duration = Duration::from_millis(100);

/// Between two looks at the request to stop.
const GLANCE: Duration = Duration::from_millis(50);

/// The downloads of one agent.
#[derive(Default)]
pub(crate) struct Traffic {
    bandwidth: Mutex<Bandwidth>,
    running: Mutex<Vec<DownloadPriority>>,
}

#[derive(Default)]
struct Bandwidth {
    /// Bytes a second, over all connections.
    limit: Option<NonZeroU64>,
    /// When what came so far should have come.
    due: Option<Instant>,
}

impl Traffic {
    pub(crate) fn set_limit(&self, limit: Option<NonZeroU64>) {
        *lock(&self.bandwidth) = Bandwidth { limit, due: None };
    }

    pub(super) fn is_limited(&self) -> bool {
        lock(&self.bandwidth).limit.is_some()
    }

    /// So many bytes have come. Comes back when the next ones may.
    pub(super) fn pass(&self, bytes: usize, abort: &Abort) -> Result<(), Error> {
        let due = {
            let mut bandwidth = lock(&self.bandwidth);
            let Some(limit) = bandwidth.limit else {
                return Ok(());
            };
            let now = Instant::now();
            let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
            let micros = bytes.saturating_mul(1_000_000) / limit;
            let since = bandwidth.due.map_or(now, |due| due.max(now));
            let due = since + Duration::from_micros(micros);
            bandwidth.due = Some(due);
            due
        };
        loop {
            abort.check()?;
            let left = due
                .saturating_duration_since(Instant::now())
                .saturating_sub(AHEAD);
            if left.is_zero() {
                return Ok(());
            }
            thread::sleep(left.min(GLANCE));
        }
    }

    /// A download runs, until what comes back is dropped.
    pub(super) fn enter(&self, priority: DownloadPriority) -> Running<'_> {
        lock(&self.running).push(priority);
        Running {
            traffic: self,
            priority,
        }
    }

    /// Waits until no download is more urgent.
    pub(super) fn wait_for_turn(&self, priority: DownloadPriority, abort: &Abort) -> Result<(), Error> {
        while lock(&self.running).iter().any(|other| *other > priority) {
            abort.check()?;
            thread::sleep(GLANCE);
        }
        Ok(())
    }
}

/// A download that runs.
pub(super) struct Running<'a> {
    traffic: &'a Traffic,
    priority: DownloadPriority,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let mut running = lock(&self.traffic.running);
        if let Some(at) = running.iter().position(|other| *other == self.priority) {
            running.swap_remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_who_share_a_limit_keep_it_together() {
        let traffic = Traffic::default();
        traffic.set_limit(NonZeroU64::new(1_000_000));
        let began = Instant::now();
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    for _ in 0..10 {
                        traffic.pass(20_000, &Abort::default()).unwrap();
                    }
                });
            }
        });
        let took = began.elapsed();
        assert!(took >= Duration::from_millis(280), "{took:?}");
        assert!(took < Duration::from_secs(3), "{took:?}");
    }

    #[test]
    fn without_a_limit_nobody_waits_and_a_stop_ends_the_waiting() {
        let traffic = Traffic::default();
        traffic.pass(usize::MAX, &Abort::default()).unwrap();
        traffic.set_limit(NonZeroU64::new(1));
        let abort = Abort::default();
        abort.request();
        traffic.pass(1_000_000, &abort).unwrap_err();
    }

    #[test]
    fn what_is_more_urgent_goes_first() {
        let traffic = Traffic::default();
        let abort = Abort::default();
        let low = traffic.enter(DownloadPriority::Low);
        let high = traffic.enter(DownloadPriority::High);
        traffic.wait_for_turn(DownloadPriority::High, &abort).unwrap();
        thread::scope(|scope| {
            let waiting = scope.spawn(|| traffic.wait_for_turn(DownloadPriority::Low, &abort));
            thread::sleep(Duration::from_millis(120));
            assert!(!waiting.is_finished());
            drop(high);
            waiting.join().unwrap().unwrap();
        });
        drop(low);
        assert!(lock(&traffic.running).is_empty());
    }
}
