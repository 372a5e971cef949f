//! The threads on which calls may take a while.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use tokio::sync::mpsc::UnboundedSender;
use wua_rpc::auth::{Peer, Voucher};
use wua_rpc::connection::CallId;
use wua_rpc::exporter::Answer;

use super::registry::Notice;
use super::{Limits, Service, guard};

/// `RPC_S_SERVER_TOO_BUSY`: the call was not executed, and may be tried again.
pub(super) const TOO_BUSY: u32 = 0x0000_06BB;

pub(super) struct Pool {
    state: Mutex<State>,
    /// There is something to run, or nothing ever again.
    work: Condvar,
    limits: Limits,
    service: Arc<dyn Service>,
}

#[derive(Default)]
struct State {
    /// There is a thread for each of them.
    ready: VecDeque<Job>,
    waiting: VecDeque<Job>,
    /// How many are ready or run, of each caller that has any.
    running: HashMap<Caller, usize>,
    total: usize,
    closed: bool,
}

/// A call that takes a while.
pub(super) struct Job {
    pub(super) connection: u64,
    pub(super) call: CallId,
    pub(super) caller: Caller,
    pub(super) from: SocketAddr,
    pub(super) run: Box<dyn FnOnce() -> Answer + Send>,
    pub(super) notices: UnboundedSender<Notice>,
}

/// Who has a quota: a user, or a computer if nobody signed in.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Caller {
    User(String),
    Address(IpAddr),
}

impl Caller {
    /// The domain does not count: a user could name any, and would have as many quotas. A realm does: it vouches for its
    /// principals and no others.
    pub(super) fn new(peer: Option<&Peer>, from: SocketAddr) -> Self {
        match peer {
            Some(peer) if peer.voucher == Voucher::Realm => Self::User(peer.user.clone()),
            Some(peer) => {
                let name = peer.user.split('@').next().unwrap_or_default();
                Self::User(name.to_lowercase())
            }
            None => Self::Address(from.ip().to_canonical()),
        }
    }
}

/// The caller has enough, or all callers together.
pub(super) struct Busy;

impl Pool {
    pub(super) fn new(limits: Limits, service: Arc<dyn Service>) -> io::Result<Arc<Self>> {
        let pool = Arc::new(Self {
            state: Mutex::default(),
            work: Condvar::new(),
            limits,
            service,
        });
        for number in 1..=limits.threads {
            let work = Arc::clone(&pool);
            let begun = thread::Builder::new()
                .name(format!("call {number}"))
                .spawn(move || work.work());
            if let Err(error) = begun {
                // Those that were begun would wait for ever.
                pool.close();
                return Err(error);
            }
        }
        Ok(pool)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs it at once if its caller has not had enough and a thread is free; otherwise it waits, if it may.
    pub(super) fn submit(&self, job: Job) -> Result<(), Busy> {
        let mut state = self.state();
        if state.closed {
            return Err(Busy);
        }
        if state.may_run(&job.caller, &self.limits) {
            state.make_ready(job);
            drop(state);
            self.work.notify_one();
            return Ok(());
        }
        let waiting = state.waiting.iter().filter(|other| other.caller == job.caller);
        if state.waiting.len() >= self.limits.waiting || waiting.count() >= self.limits.waiting_per_caller {
            return Err(Busy);
        }
        state.waiting.push_back(job);
        Ok(())
    }

    /// Takes a call back; no if it runs already.
    pub(super) fn withdraw(&self, connection: u64, call: CallId) -> bool {
        let mut state = self.state();
        let before = state.waiting.len();
        state
            .waiting
            .retain(|job| job.connection != connection || job.call != call);
        state.waiting.len() < before
    }

    /// Takes back whatever of a connection does not run.
    pub(super) fn withdraw_all(&self, connection: u64) {
        self.state().waiting.retain(|job| job.connection != connection);
    }

    /// Nothing is begun any more. Who waits is told so.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        self.work.notify_all();
        for job in waiting {
            let fault = Answer::Fault {
                status: TOO_BUSY,
                executed: false,
            };
            let _ = job.notices.send(Notice::Answered(job.call, fault));
        }
    }

    fn work(&self) {
        while let Some(job) = self.next() {
            let Job {
                call,
                caller,
                from,
                run,
                notices,
                ..
            } = job;
            let mut answer = guard::answer(&*self.service, from, run);
            while let Answer::Later(more) = answer {
                answer = guard::answer(&*self.service, from, more);
            }
            self.finish(&caller);
            // Nobody may be there any more: then nobody wants to know.
            let _ = notices.send(Notice::Answered(call, answer));
        }
    }

    fn next(&self) -> Option<Job> {
        let mut state = self.state();
        loop {
            if let Some(job) = state.ready.pop_front() {
                return Some(job);
            }
            if state.closed {
                return None;
            }
            state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn finish(&self, caller: &Caller) {
        let mut state = self.state();
        state.total -= 1;
        if let Some(running) = state.running.get_mut(caller) {
            *running -= 1;
            if *running == 0 {
                state.running.remove(caller);
            }
        }
        // The first whose caller has not had enough.
        let next = state
            .waiting
            .iter()
            .position(|job| state.may_run(&job.caller, &self.limits));
        if let Some(job) = next.and_then(|at| state.waiting.remove(at)) {
            state.make_ready(job);
            drop(state);
            self.work.notify_one();
        }
    }
}

impl State {
    fn may_run(&self, caller: &Caller, limits: &Limits) -> bool {
        let running = self.running.get(caller).copied().unwrap_or_default();
        self.total < limits.threads && running < limits.calls_per_caller
    }

    fn make_ready(&mut self, job: Job) {
        self.total += 1;
        *self.running.entry(job.caller.clone()).or_default() += 1;
        self.ready.push_back(job);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_makes_no_other_user_and_a_realm_does() {
        let from = SocketAddr::from(([192, 0, 2, 7], 49_152));
        let caller = |user: &str, domain: &str, voucher| {
            let peer = Peer {
                user: user.to_owned(),
                domain: domain.to_owned(),
                voucher,
                ..Peer::default()
            };
            Caller::new(Some(&peer), from)
        };
        let anna = caller("anna", "", Voucher::Account);
        assert!(anna == caller("Anna", "DESK", Voucher::Account));
        assert!(anna == caller("anna@desk", "", Voucher::Account));
        let principal = caller("anna@EXAMPLE.ORG", "", Voucher::Realm);
        assert!(principal != anna);
        assert!(principal != caller("anna@EXAMPLE.COM", "", Voucher::Realm));
    }
}
